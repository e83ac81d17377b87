using System.Net;

namespace PromptWatcher.Docker.Engine;

internal sealed partial class EngineClient
{
    /// <summary>How long a pull may be silent: the unpacking of a large layer is, with Podman its download too.</summary>
    private static readonly TimeSpan PullSilence = TimeSpan.FromMinutes(10);

    /// <summary><see langword="null"/> when the engine lacks it.</summary>
    internal async Task<ImageInspection?> FindImageAsync(string reference, CancellationToken cancellationToken)
    {
        // Slashes may stay: the engine takes all between /images/ and /json for the name.
        var call = new EngineCall(HttpMethod.Get, $"/images/{EngineCall.Id(reference)}/json", $"find the image '{reference}'");
        EngineAnswer answer = await AskAsync(call, cancellationToken).ConfigureAwait(false);
        return answer.Status == HttpStatusCode.NotFound ? null : answer.IsSuccess ? Parse(call, answer.Body, EngineJson.Default.ImageInspection) : throw Refused(call, answer);
    }

    internal async Task PullImageAsync(string reference, IProgress<PullProgress>? progress, CancellationToken cancellationToken)
    {
        ImageReference image = ImageReference.Parse(reference);
        string? credentials = await RegistryCredentials.FindAsync(image.Registry, _surroundings, cancellationToken).ConfigureAwait(false);
        var call = new EngineCall(HttpMethod.Post, $"/images/create?fromImage={EngineCall.Escape(image.Name)}&tag={EngineCall.Escape(image.Tag)}", $"pull the image '{reference}'") { RegistryAuth = credentials };
        using HttpResponseMessage response = await OpenAsync(call, cancellationToken).ConfigureAwait(false);
        await foreach (PullLine line in LinesAsync(call, response, EngineJson.Default.PullLine, PullSilence, cancellationToken).ConfigureAwait(false))
        {
            // The answer began with 200 before the registry was asked.
            if (line.Error is { } error)
                throw EngineErrors.Refused(call.What, Endpoint, new EngineAnswer(HttpStatusCode.InternalServerError, System.Text.Encoding.UTF8.GetBytes(error)));
            if (line.Status is { } status)
                progress?.Report(new PullProgress(status, line.Layer, line.Detail?.Current, line.Detail?.Total));
        }
    }
}
