using PromptWatcher.Environments.Local;

namespace PromptWatcher.Hosts.Captures;

/// <summary>Looks into <c>/proc</c> of this machine.</summary>
internal sealed class LocalServerSockets : IServerSockets
{
    public ValueTask<ServerSockets> FindAsync(HostTerminal terminal, CancellationToken cancellationToken)
    {
        try
        {
            if (LinuxProcesses.Find(terminal.ProcessId) is not { } leader)
                return ValueTask.FromResult(ServerSockets.None);
            return ValueTask.FromResult(new ServerSockets(
                leader.Parent, UnixSockets.Listening(File.ReadLines($"/proc/{leader.Parent}/net/unix"), Directory.EnumerateFileSystemEntries($"/proc/{leader.Parent}/fd").Select(LinkOf))));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // It has ended, or is another user's.
            return ValueTask.FromResult(ServerSockets.None);
        }
    }

    /// <summary>What a descriptor leads to; nothing for one that was closed since it was listed, as a server closes those of its clients.</summary>
    private static string LinkOf(string descriptor)
    {
        try
        {
            return File.ResolveLinkTarget(descriptor, returnFinalTarget: false)?.Name ?? "";
        }
        catch (IOException)
        {
            return "";
        }
    }
}
