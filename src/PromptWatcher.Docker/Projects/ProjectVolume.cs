using PromptWatcher.Docker.Containers;
using PromptWatcher.Docker.Engine;
using PromptWatcher.Environments;
using PromptWatcher.Projects;

namespace PromptWatcher.Docker.Projects;

/// <summary>A project's volume. An engine makes one that it is asked to mount, also one whose name is a slip of the pen: so it is looked for first.</summary>
/// <param name="Engine">Where it is.</param>
/// <param name="Name">Its name.</param>
/// <param name="Owner">The application whose it is.</param>
/// <param name="ProjectId">The project.</param>
internal sealed record ProjectVolume(EngineClient Engine, string Name, string Owner, string ProjectId)
{
    /// <summary>Sees that it is there.</summary>
    /// <param name="mayBeMade">It is made where it is missing.</param>
    /// <param name="image">The image whose git works on it, where one is named. One that is made keeps the name, for those who name none.</param>
    /// <param name="cancellationToken">Gives it up.</param>
    /// <returns>The image that is named, or that it has kept; <see langword="null"/> when there is neither, and then none is made.</returns>
    /// <exception cref="EnvironmentException">There is none, and none may be made.</exception>
    internal async Task<string?> PrepareAsync(bool mayBeMade, string? image, CancellationToken cancellationToken)
    {
        if (await Engine.FindVolumeAsync(Name, cancellationToken).ConfigureAwait(false) is { } volume)
            return image ?? volume.Labels?.GetValueOrDefault(Labels.ImageKey);
        if (!mayBeMade)
        {
            throw new EnvironmentException($"There is no volume '{Name}', which should hold the repository of project '{ProjectId}'. "
                + $"Make it with {nameof(GitWorkspace)}.{nameof(GitWorkspace.CloneAsync)} or {nameof(GitWorkspace.InitializeAsync)}, or name a working directory to start a session without one.");
        }

        if (image is null)
            return null;
        var labels = new Dictionary<string, string> { [Labels.OwnerKey] = Owner, [Labels.ProjectKey] = ProjectId, [Labels.ImageKey] = image };
        await Engine.CreateVolumeAsync(Name, labels, cancellationToken).ConfigureAwait(false);
        return image;
    }
}
