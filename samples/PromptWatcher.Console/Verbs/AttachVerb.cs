using System.CommandLine;
using PromptWatcher.Console.Projects;
using PromptWatcher.Console.Running;
using PromptWatcher.Docker;
using PromptWatcher.Environments.Local;
using PromptWatcher.Storage;

namespace PromptWatcher.Console.Verbs;

/// <summary><c>attach</c>: a session's terminal in the user's own, until either is left.</summary>
internal static class AttachVerb
{
    public static Command Create(CommandIo io)
    {
        var session = new Argument<string>("SESSION") { Description = "The session, as \"ps\" lists it." };
        var command = new Command("attach", $"Shows a session in a container in your terminal, and types what you type. {TerminalSide.LeaveKey} leaves it, and it runs on.") { session };
        command.SetAction((parsed, cancellationToken) => RunAsync(io, parsed.GetValue(session)!, cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(CommandIo io, string id, CancellationToken cancellationToken)
    {
        await using var host = new ProjectHost();
        SessionRecord record = await host.FindAsync(id);
        if (record.EnvironmentId != DockerEnvironment.EnvironmentId)
            throw new UsageException($"session '{id}' has the terminal in which \"up\" was called; only one in a container can be attached to.");
        ControllingTerminal terminal = io.OpenTerminal() ?? throw new UsageException($"attach takes a terminal. Without one, \"promptwatcher answer {id} ANSWER\" answers what it asks.");

        using var user = new TerminalSide(terminal, size: null, canLeave: true);
        terminal.Write("\e[H\e[2J"u8);
        return await new ProgramRun(user).RunAsync(options => host.Manager.AttachAsync(record.EnvironmentId, id, user.Size, options, cancellationToken)) ?? ExitCode.Success;
    }
}
