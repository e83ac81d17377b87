using System.Net;

namespace PromptWatcher.Docker.Engine;

internal sealed partial class EngineClient
{
    /// <summary><see langword="null"/> when there is none.</summary>
    internal async Task<VolumeInspection?> FindVolumeAsync(string name, CancellationToken cancellationToken)
    {
        var call = new EngineCall(HttpMethod.Get, $"/volumes/{EngineCall.Id(name)}", $"find the volume '{name}'");
        EngineAnswer answer = await AskAsync(call, cancellationToken).ConfigureAwait(false);
        return answer.Status == HttpStatusCode.NotFound ? null : answer.IsSuccess ? Parse(call, answer.Body, EngineJson.Default.VolumeInspection) : throw Refused(call, answer);
    }

    /// <summary>Makes a volume; one of this name stays as it is.</summary>
    internal Task CreateVolumeAsync(string name, IReadOnlyDictionary<string, string> labels, CancellationToken cancellationToken) => CallAsync(
        new EngineCall(HttpMethod.Post, "/volumes/create", $"create the volume '{name}'").With(new CreateVolumeRequest(name, labels), EngineJson.Default.CreateVolumeRequest), cancellationToken);
}
