using System.CommandLine;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using PromptWatcher.Console.Output;
using PromptWatcher.Environments;
using PromptWatcher.Environments.Replay;
using PromptWatcher.Sessions;

namespace PromptWatcher.Console.Verbs;

/// <summary><c>replay</c>: plays recordings as fast as they can be played and prints each change of state.</summary>
internal static class ReplayVerb
{
    public static Command Create(CommandIo io)
    {
        var files = new Argument<string[]>("FILE")
        {
            Arity = ArgumentArity.OneOrMore, Description = "Recordings: asciicast version 2 or 3, plain or .gz.",
        };
        Option<string?> agent = CommonOptions.Agent();
        var json = new Option<bool>("--json") { Description = "Prints JSON lines." };
        var command = new Command("replay", "Plays recordings and prints each change of state, with the time of the recording.") { files, agent, json };
        command.SetAction((parsed, cancellationToken) =>
            RunAsync(io, parsed.GetRequiredValue(files), parsed.GetValue(agent), parsed.GetValue(json), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(CommandIo io, string[] files, string? agent, bool json, CancellationToken cancellationToken)
    {
        if (files.FirstOrDefault(file => file.StartsWith('-')) is { } option)
            throw new UsageException($"replay has no option {option}. See \"promptwatcher replay --help\"; a file of that name is given as ./{option}.");
        int exitCode = ExitCode.Success;
        await using var manager = new SessionManager(new PromptWatcherOptions { RetainExited = TimeSpan.Zero });
        foreach (string file in files)
        {
            if (!json && files.Length > 1)
                io.Out.WriteLine($"{file}:");
            try
            {
                await foreach (SessionEvent happened in PlayAsync(manager, file, agent, cancellationToken))
                {
                    if ((json ? EventLine.Json(happened, files.Length > 1 ? file : null) : EventLine.Text(happened)) is { } line)
                        io.Out.WriteLine(line);
                }
            }
            catch (EnvironmentException exception)
            {
                io.Report(exception.Message);
                exitCode = ExitCode.Failure;
            }
        }

        return exitCode;
    }

    private static async IAsyncEnumerable<SessionEvent> PlayAsync(
        SessionManager manager, string file, string? agent, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // Played as fast as possible, a recording would be over before anybody watches: it begins when the first event has come.
        var watched = new TaskCompletionSource();
        var replay = new ReplayEnvironment(new ReplayOptions { Speed = ReplayOptions.AsFastAsPossible, StartAfter = watched.Task });
        PtyProcess pty = await replay.SpawnPtyAsync(
            new PtySpawnOptions { Command = file, ReaderScheduler = PipeScheduler.Inline }, cancellationToken);
        await using TerminalSession session = manager.Adopt(pty, TerminalSize.Default, new SessionOptions { Agent = agent });
        await foreach (SessionEvent happened in session.WatchAsync(cancellationToken))
        {
            watched.TrySetResult();
            yield return happened;
        }
    }
}
