using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
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
    /// <summary>A program gets 2 s to end by itself, and is killed then.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public static IEnumerable<Command> Create(CommandIo io) => [Stop(io), Remove(io), Diff(io)];

    private static Argument<string> Session() => new("SESSION") { Description = "The session, as \"ps\" lists it." };

    private static Command Stop(CommandIo io)
    {
        Argument<string> session = Session();
        var command = new Command("stop", "Ends a session's program. Its worktree and its branch stay.") { session };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var host = new ProjectHost();
            await host.Manager.ReconcileAsync(cancellationToken);
            SessionRecord record = await host.FindAsync(parsed.GetValue(session)!);
            await StopAsync(host, record, cancellationToken);
            io.Out.WriteLine($"stopped {record.SessionId}");
        });
        return command;
    }

    private static Command Remove(CommandIo io)
    {
        Argument<string> session = Session();
        var force = new Option<bool>("--force") { Description = "Ends the program if it runs, and discards what was not committed. Of a session that is not on record, removes what it may have left." };
        var command = new Command("rm", "Removes a session's worktree and its record. Its branch stays, with all that was committed.") { session, force };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var host = new ProjectHost();
            string id = parsed.GetValue(session)!;
            await host.Manager.ReconcileAsync(cancellationToken);
            if (parsed.GetValue(force) && await host.Manager.Store.FindAsync(id, cancellationToken) is null)
            {
                await ClearUnrecordedAsync(host, id, cancellationToken);
                io.Out.WriteLine($"there is nothing on record of {id}");
                return;
            }

            SessionRecord record = await host.FindAsync(id);
            if (!record.IsOver && !parsed.GetValue(force))
                throw new UsageException($"session '{record.SessionId}' runs. Stop it first, or give --force.");
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

    /// <summary>Ends a session's program, and removes its container, which may be there when all else is over.</summary>
    private static async Task StopAsync(ProjectHost host, SessionRecord record, CancellationToken cancellationToken)
    {
        if (record.EnvironmentId != DockerEnvironment.EnvironmentId)
        {
            if (!record.IsOver)
                await SignalAsync(host, record, cancellationToken);
            return;
        }

        if (record.Status == SessionStatus.Starting && HostProcess.IsRunning(record.Host) == true)
            throw new EnvironmentException($"Cannot end session '{record.SessionId}': the process {record.Host} is starting it now. Try again when it runs, or end that process first.");
        if (record.Status == SessionStatus.Running)
            await EndAsync(host, record, cancellationToken);
        await host.ClearAsync(record.SessionId, cancellationToken);
    }

    private static async Task EndAsync(ProjectHost host, SessionRecord record, CancellationToken cancellationToken)
    {
        try
        {
            TerminalSession session = await host.Manager.AttachAsync(record.EnvironmentId, record.SessionId, cancellationToken: cancellationToken);
            await session.KillAsync(cancellationToken);
            await session.Completion.WaitAsync(cancellationToken);
        }
        catch (PtyNotFoundException)
        {
            // It has ended meanwhile.
        }
    }

    // One that was killed before its session was on record may have left a container of git's, where there is an engine at all.
    private static async Task ClearUnrecordedAsync(ProjectHost host, string id, CancellationToken cancellationToken)
    {
        try
        {
            await host.ClearAsync(id, cancellationToken);
        }
        catch (DockerEngineException)
        {
            // There is none, and so nothing on one.
        }
    }

    /// <summary>A local terminal belongs to the process that opened it, which ends its program when it is told to end.</summary>
    private static async Task SignalAsync(ProjectHost host, SessionRecord record, CancellationToken cancellationToken)
    {
        if (HostProcess.IsRunning(record.Host) != true)
            return;
        await foreach (SessionRecord other in host.Manager.Store.ListAsync(cancellationToken: cancellationToken))
        {
            if (other is { IsOver: false } && other.Host == record.Host && other.SessionId != record.SessionId)
                throw new UsageException($"session '{record.SessionId}' belongs to the process {record.Host}, which has others too. End it there.");
        }

        using var holder = Process.GetProcessById(int.Parse(record.Host.Split('/')[1], CultureInfo.InvariantCulture));
        using var kill = Process.Start("kill", ["-TERM", $"{holder.Id}"]);
        await kill.WaitForExitAsync(cancellationToken);
        await holder.WaitForExitAsync(cancellationToken).WaitAsync(Patience, cancellationToken);
    }
}
