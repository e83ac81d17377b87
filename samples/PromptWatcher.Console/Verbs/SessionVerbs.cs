using System.CommandLine;
using System.Diagnostics;
using PromptWatcher.Console.Projects;
using PromptWatcher.Docker;
using PromptWatcher.Environments;
using PromptWatcher.Projects;
using PromptWatcher.Sessions;
using PromptWatcher.Storage;

namespace PromptWatcher.Console.Verbs;

/// <summary><c>stop</c>, <c>rm</c> and <c>diff</c>: what is done with one session.</summary>
internal static class SessionVerbs
{
    public static IEnumerable<Command> Create(CommandIo io) => [Stop(io), Remove(io), Diff(io)];

    private static Argument<string> Session() => new("SESSION") { Description = "The session, as \"ps\" lists it." };

    private static Command Stop(CommandIo io)
    {
        Argument<string> session = Session();
        var command = new Command("stop", "Ends a session's program. Its worktree and its branch stay.") { session };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var host = new ProjectHost();
            SessionRecord record = await host.FindAsync(parsed.GetValue(session)!);
            await StopAsync(host, record, cancellationToken);
            io.Out.WriteLine($"stopped {record.SessionId}");
        });
        return command;
    }

    private static Command Remove(CommandIo io)
    {
        Argument<string> session = Session();
        var force = new Option<bool>("--force") { Description = "Ends the program if it runs, and discards what was not committed." };
        var command = new Command("rm", "Removes a session's worktree and its record. Its branch stays, with all that was committed.") { session, force };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var host = new ProjectHost();
            await host.Manager.ReconcileAsync(cancellationToken);
            SessionRecord record = await host.FindAsync(parsed.GetValue(session)!);
            if (!record.IsOver && !parsed.GetValue(force))
                throw new UsageException($"session '{record.SessionId}' runs. Stop it first, or give --force.");
            if (!record.IsOver)
                await StopAsync(host, record, cancellationToken);
            if (host.WorkspaceOf(record) is { } workspace)
                await workspace.RemoveAsync(record.SessionId, parsed.GetValue(force), cancellationToken);
            await host.Manager.Store.RemoveAsync(record.SessionId, cancellationToken);
            io.Out.WriteLine($"removed {record.SessionId}");
        });
        return command;
    }

    private static Command Diff(CommandIo io)
    {
        Argument<string> session = Session();
        var stat = new Option<bool>("--stat") { Description = "Files and lines only." };
        var command = new Command("diff", "Prints what a session has changed since its branch began: committed, not committed, and new files.") { session, stat };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var host = new ProjectHost();
            SessionRecord record = await host.FindAsync(parsed.GetValue(session)!);
            GitWorkspace workspace = host.WorkspaceOf(record) ?? throw new UsageException($"session '{record.SessionId}' has no worktree.");
            if (!parsed.GetValue(stat))
            {
                await io.Out.WriteAsync(await workspace.GetPatchAsync(record.SessionId, cancellationToken));
                return;
            }

            foreach (FileChange file in (await workspace.GetChangesAsync(record.SessionId, cancellationToken)).Files)
                io.Out.WriteLine($"{(file.IsUntracked ? "new" : $"+{file.AddedLines} -{file.RemovedLines}"),-12} {file.Path}");
        });
        return command;
    }

    private static async Task StopAsync(ProjectHost host, SessionRecord record, CancellationToken cancellationToken)
    {
        if (record.EnvironmentId != DockerEnvironment.EnvironmentId)
        {
            await SignalAsync(record);
            return;
        }

        try
        {
            TerminalSession session = await host.Manager.AttachAsync(record.EnvironmentId, record.SessionId, cancellationToken: cancellationToken);
            await session.KillAsync(cancellationToken);
            await session.Completion.WaitAsync(cancellationToken);
        }
        catch (EnvironmentException) when (record.Status == SessionStatus.Starting)
        {
            // Its host died before its program ran: what is left is a container that never started.
        }
    }

    // A local terminal belongs to the process that opened it, which ends its program when it is told to end.
    private static async Task SignalAsync(SessionRecord record)
    {
        if (HostProcess.IsRunning(record.Host) != true)
            return;
        using var kill = Process.Start("kill", ["-TERM", record.Host.Split('/')[1]]);
        await kill.WaitForExitAsync();
    }
}
