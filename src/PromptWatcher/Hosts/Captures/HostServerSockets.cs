using System.Globalization;
using System.Text;
using PromptWatcher.Environments;
using PromptWatcher.Hosts.Commands;

namespace PromptWatcher.Hosts.Captures;

/// <summary>Looks into the <c>/proc</c> of a host that only commands reach.</summary>
internal sealed class HostServerSockets(IHostCommandRunner runner, HostCommands commands) : IServerSockets
{
    private const string Arrow = " -> ";

    /// <summary>What chroot ends with where it cannot start the program, and a shell likewise: 125, 126 and 127.</summary>
    private const int CannotRun = 125;

    public async ValueTask<ServerSockets> FindAsync(HostTerminal terminal, CancellationToken cancellationToken)
    {
        // A user may not look at another's descriptors, nor at one's own where the group is another. Nothing but the kernel is asked here.
        var user = new HostUser(0, "root");
        string stat = await ReadAsync("cat", "stat", Of(terminal.ProcessId, "stat"), user, cancellationToken).ConfigureAwait(false);
        if (!ProcessStat.TryParse(Encoding.UTF8.GetBytes(stat), out ProcessStat leader))
            return ServerSockets.None;
        string table = await ReadAsync("cat", "sockets", Of(leader.Parent, "net/unix"), user, cancellationToken).ConfigureAwait(false);
        string links = await ReadAsync("ls", "descriptors", Of(leader.Parent, "fd"), user, cancellationToken).ConfigureAwait(false);
        return new ServerSockets(
            leader.Parent, UnixSockets.Listening(table.Split('\n'), links.Split('\n').Select(static line => line[(line.IndexOf(Arrow, StringComparison.Ordinal) is >= 0 and var at ? at + Arrow.Length : 0)..])));
    }

    private static string Of(int process, string file) => string.Create(CultureInfo.InvariantCulture, $"/proc/{process}/{file}");

    /// <summary>What was printed, which is all that can be had: some descriptors are closed while they are listed.</summary>
    private async ValueTask<string> ReadAsync(string program, string name, string path, HostUser user, CancellationToken cancellationToken)
    {
        HostCommandResult result = await runner.RunAsync(commands.Make(program, name, (name, path)), user, cancellationToken).ConfigureAwait(false);
        return result.ExitCode < CannotRun ? Encoding.UTF8.GetString(result.Output.Span) : throw new EnvironmentException(
            $"Cannot read '{path}' on the host: '{program}' could not be run there ({result.ExitCode}): {result.Error} Look whether the image has chroot, and the host {program}.");
    }
}
