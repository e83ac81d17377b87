using PromptWatcher.Environments;

namespace PromptWatcher.Docker.Engine;

internal sealed partial class EngineClient : IDisposable
{
    internal EngineClient(DockerEndpoint endpoint, TimeSpan timeout) => throw new NotImplementedException();

    internal DockerEndpoint Endpoint => throw new NotImplementedException();

    internal ValueTask<EngineVersion> GetVersionAsync(CancellationToken cancellationToken) => throw new NotImplementedException();

    public void Dispose() => throw new NotImplementedException();

    // Containers
    internal Task<string> CreateContainerAsync(string name, CreateContainerRequest request, CancellationToken cancellationToken) => throw new NotImplementedException();
    internal Task StartContainerAsync(string id, CancellationToken cancellationToken) => throw new NotImplementedException();
    internal Task<ContainerInspection> InspectContainerAsync(string id, CancellationToken cancellationToken) => throw new NotImplementedException();
    internal Task<IReadOnlyList<ContainerSummary>> ListContainersAsync(IReadOnlyList<string> labels, CancellationToken cancellationToken) => throw new NotImplementedException();
    internal Task KillContainerAsync(string id, string signal, CancellationToken cancellationToken) => throw new NotImplementedException();
    internal Task RemoveContainerAsync(string id, CancellationToken cancellationToken) => throw new NotImplementedException();
    internal Task ResizeContainerAsync(string id, TerminalSize size, CancellationToken cancellationToken) => throw new NotImplementedException();
    internal Task<ContainerWait> WaitContainerAsync(string id, string condition, CancellationToken cancellationToken) => throw new NotImplementedException();
    internal Task<PathStat?> FindPathAsync(string containerId, string path, CancellationToken cancellationToken) => throw new NotImplementedException();
    internal Task<EngineStream> AttachContainerAsync(string id, CancellationToken cancellationToken) => throw new NotImplementedException();

    // Execs
    internal Task<string> CreateExecAsync(string containerId, CreateExecRequest request, CancellationToken cancellationToken) => throw new NotImplementedException();
    internal Task<EngineStream> StartExecAsync(string execId, CancellationToken cancellationToken) => throw new NotImplementedException();
    internal Task<ExecInspection> InspectExecAsync(string execId, CancellationToken cancellationToken) => throw new NotImplementedException();
    internal Task ResizeExecAsync(string execId, TerminalSize size, CancellationToken cancellationToken) => throw new NotImplementedException();

    // Volumes, images, events
    internal Task<VolumeInspection?> FindVolumeAsync(string name, CancellationToken cancellationToken) => throw new NotImplementedException();
    internal Task CreateVolumeAsync(string name, IReadOnlyDictionary<string, string> labels, CancellationToken cancellationToken) => throw new NotImplementedException();
    internal Task<ImageInspection?> FindImageAsync(string reference, CancellationToken cancellationToken) => throw new NotImplementedException();
    internal Task PullImageAsync(string reference, IProgress<PullProgress>? progress, CancellationToken cancellationToken) => throw new NotImplementedException();
    internal IAsyncEnumerable<EngineEvent> WatchEventsAsync(IReadOnlyList<string> labels, CancellationToken cancellationToken) => throw new NotImplementedException();
}
