namespace PromptWatcher.Docker.Engine;

/// <summary>A wait that the engine has accepted: what happens from here on is not missed.</summary>
internal sealed class ContainerWait(Task<int?> exitCode, IDisposable connection) : IDisposable
{
    /// <summary>The exit code; <see langword="null"/> when the wait ended without one, which says nothing of the container. Never faults.</summary>
    internal Task<int?> ExitCode => exitCode;

    public void Dispose() => connection.Dispose();
}
