using System.CommandLine;
using System.Globalization;
using System.IO.Pipelines;
using PromptWatcher.Console.Output;
using PromptWatcher.Detection;
using PromptWatcher.Environments;
using PromptWatcher.Environments.Replay;
using PromptWatcher.Sessions;

namespace PromptWatcher.Console.Verbs;

/// <summary><c>explain</c>: plays a recording up to a moment and lists all that the detector looked at for the state it has then.</summary>
internal static class ExplainVerb
{
    public static Command Create(CommandIo io)
    {
        var file = new Argument<string>("FILE") { Description = "A recording: asciicast version 2 or 3, plain or .gz." };
        var at = new Option<double>("--at") { HelpName = "SECONDS", Required = true, Description = "The moment, in the recording's time." };
        var all = new Option<bool>("--all") { Description = "Lists also what had nothing to say." };
        var json = new Option<bool>("--json") { Description = "Prints one JSON object, with all of it." };
        Option<string?> agent = CommonOptions.Agent();
        var command = new Command("explain", "Says why a session has the state that it has at a moment of a recording: every signal and rule, what it saw, and what became of it.")
        {
            file, at, agent, all, json,
        };
        command.SetAction((parsed, cancellationToken) => RunAsync(
            io, parsed.GetRequiredValue(file), parsed.GetValue(at), parsed.GetValue(agent), parsed.GetValue(all), parsed.GetValue(json), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(CommandIo io, string file, double at, string? agent, bool isAll, bool isJson, CancellationToken cancellationToken)
    {
        if (!double.IsFinite(at) || at < 0)
            throw new UsageException($"--at {at} is no moment of a recording. Give seconds from its beginning, as in --at 12.3.");
        AgentIds.Check(agent);
        if (await ExplainAsync(file, TimeSpan.FromSeconds(at), agent, cancellationToken) is not { } explanation)
        {
            io.Report($"{file} ends before {at.ToString(CultureInfo.InvariantCulture)} s. Give an earlier moment.");
            return ExitCode.Failure;
        }

        foreach (string line in isJson ? [ExplanationText.Json(explanation)] : ExplanationText.Lines(explanation, isAll))
            io.Out.WriteLine(line);
        return ExitCode.Success;
    }

    private static async Task<Explanation?> ExplainAsync(string file, TimeSpan at, string? agent, CancellationToken cancellationToken)
    {
        await using var manager = new SessionManager(new PromptWatcherOptions { RetainExited = TimeSpan.Zero });
        var started = new TaskCompletionSource();
        var replay = new ReplayEnvironment(new ReplayOptions { Speed = ReplayOptions.AsFastAsPossible, StartAfter = started.Task });
        PtyProcess pty = await replay.SpawnPtyAsync(new PtySpawnOptions { Command = file, ReaderScheduler = PipeScheduler.Inline }, cancellationToken);
        await using TerminalSession session = manager.Adopt(pty, TerminalSize.Default, new SessionOptions { Agent = agent });

        // A timer of recorded time: it runs between the two events of the recording where the moment lies.
        var reached = new TaskCompletionSource<Explanation>();
        await using ITimer timer = pty.Clock!.CreateTimer(_ => reached.TrySetResult(session.Explain()), null, at, Timeout.InfiniteTimeSpan);
        started.SetResult();
        await Task.WhenAny(reached.Task, session.Completion).WaitAsync(cancellationToken);
        if (!reached.Task.IsCompleted)
            await session.Completion;
        return reached.Task.IsCompleted ? await reached.Task : null;
    }
}
