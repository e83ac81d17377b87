using System.Text;
using PromptWatcher.Environments;
using PromptWatcher.Hosts.Captures;
using PromptWatcher.Sessions;

namespace PromptWatcher.Tests.Hosts;

/// <summary>Plays recordings, as they were typed, in a terminal that is captured, and beside it in a session that gets the same bytes directly.</summary>
internal static class PlayedRecording
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private static readonly string[] Chosen =
    [
        "claude-bash-yes", "codex-bash-yes", "gemini-bash-ls", "opencode-bash-yes", "qwen-bash-yes", "whiptail-dialogs", "dialog-menus", "nano-save", "inquirer-questions", "sudo-password",
    ];

    /// <summary>Some of each kind by default; CONTRIBUTING.md has the full figure.</summary>
    internal static IEnumerable<string> Names => Chosen.Union(Recordings.Names)
        .Take(int.TryParse(Environment.GetEnvironmentVariable("PROMPTWATCHER_HOST_RECORDINGS"), out int count) ? count : Chosen.Length);

    /// <summary>Plays all of them, some at once.</summary>
    /// <param name="atOnce">How many.</param>
    /// <param name="play">Plays one and gives what <see cref="PlayAsync"/> gave.</param>
    /// <returns>Those that differ, and how.</returns>
    internal static async Task<IReadOnlyList<string>> PlayAllAsync(int atOnce, Func<Recording, Task<string?>> play)
    {
        var differences = new List<string>();
        await Parallel.ForEachAsync(Names, new ParallelOptions { MaxDegreeOfParallelism = atOnce }, async (name, _) =>
        {
            if (await TryAsync(play, Recordings.Open(name)) is not { } difference)
                return;
            lock (differences)
                differences.Add($"{name} {difference}");
        });
        return differences;
    }

    private static async Task<string?> TryAsync(Func<Recording, Task<string?>> play, Recording recording)
    {
        try
        {
            return await play(recording);
        }
        catch (IOException error)
        {
            return $"lost its terminal: {error.Message}";
        }
    }

    /// <summary>Plays one; whenever it pauses, both sessions must come to say the same.</summary>
    /// <param name="recording">The recording, up to where its terminal is resized, or its program has been left.</param>
    /// <param name="captured">The session of the captured terminal.</param>
    /// <param name="sessions">Gets the other session.</param>
    /// <param name="terminal">Where the captured terminal's program prints from.</param>
    /// <returns>What both said at the first pause where they did not agree within 10 s; null where they always did.</returns>
    internal static async Task<string?> PlayAsync(Recording recording, TerminalSession captured, SessionManager sessions, Stream terminal)
    {
        var process = new CapturedPty(new PtyInfo("direct", null, [], DateTimeOffset.UnixEpoch) { Size = captured.Size });
        TerminalSession direct = sessions.Adopt(process, captured.Size, new SessionOptions { AnswerQueries = false });
        TimeSpan last = recording.Events is [var first, ..] ? first.Time : default;
        foreach (RecordingEvent entry in recording.Events.TakeWhile(entry => entry.Time < Longest && entry is not { Code: 'r' } and not { Code: 'm', Data: "end" }))
        {
            if (entry.Time - last >= Pause && await DifferenceAsync(captured, direct) is { } difference)
                return $"at {last.TotalSeconds:0.0} s: {difference}";
            await Task.Delay(entry.Time - last > Pause ? Pause : entry.Time - last);
            last = entry.Time;
            if (entry.Code != 'o')
                continue;
            byte[] output = Encoding.UTF8.GetBytes(entry.Data);
            await terminal.WriteAsync(output);
            await terminal.FlushAsync();
            await process.PrintAsync(output);
        }

        return await DifferenceAsync(captured, direct) is { } atEnd ? $"at the end: {atEnd}" : null;
    }

    private static async Task<string?> DifferenceAsync(TerminalSession captured, TerminalSession direct)
    {
        for (long begin = Environment.TickCount64; Describe(captured) != Describe(direct); await Task.Delay(20))
        {
            if (Environment.TickCount64 - begin > Patience.TotalMilliseconds)
                return $"captured: {Describe(captured)}\ndirect: {Describe(direct)}\n{Text(captured)}\n=====\n{Text(direct)}";
        }

        return null;
    }

    private static string Describe(TerminalSession session) => session.State is var state && state.Prompt is { } prompt
        ? $"{state.Activity} {prompt.Kind} '{prompt.Question}' {string.Join('|', prompt.Options.Select(option => option.Label))}"
        : $"{state.Activity}";

    private static string Text(TerminalSession session) => string.Join('\n', session.Snapshot().Lines).TrimEnd();
}
