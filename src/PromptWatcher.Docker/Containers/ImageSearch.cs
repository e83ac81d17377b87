using PromptWatcher.Docker.Engine;

namespace PromptWatcher.Docker.Containers;

/// <summary>Finds an image that a container is to be made of.</summary>
internal static class ImageSearch
{
    /// <summary>What it says of itself, after it was pulled where the engine lacks it and <see cref="DockerEnvironmentOptions.Pull"/> says so; <see langword="null"/> when the engine has none.</summary>
    internal static async Task<ImageConfig?> FindAsync(
        EngineClient engine, DockerEnvironmentOptions environment, string name, IProgress<PullProgress>? progress, CancellationToken cancellationToken)
    {
        ImageInspection? image = await engine.FindImageAsync(name, cancellationToken).ConfigureAwait(false);
        if (image is null && environment.Pull == PullPolicy.Missing)
        {
            await engine.PullImageAsync(name, progress, cancellationToken).ConfigureAwait(false);
            image = await engine.FindImageAsync(name, cancellationToken).ConfigureAwait(false);
        }

        return image?.Config;
    }
}
