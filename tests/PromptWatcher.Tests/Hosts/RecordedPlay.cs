using System.Text;
using PromptWatcher.Sessions;
using PromptWatcher.Tests.Sessions;

namespace PromptWatcher.Tests.Hosts;

/// <summary>Plays a recording, as it was typed, in a terminal that is captured, and beside it in one that is watched directly.</summary>
internal static class RecordedPlay
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(20);

    /// <summary>Waits at each pause until both say the same.</summary>
    /// <returns>How often they were compared.</returns>
    internal static async Task<int> CompareAsync(Recording recording, Stream player, TerminalSession captured, SessionManager manager)
    {
        var process = new PipedProcess();
        TerminalSession direct = manager.Adopt(process, recording.Size, new SessionOptions { AnswerQueries = false });
        int compared = 0;
        TimeSpan last = recording.Events.Count > 0 ? recording.Events[0].Time : default;
        foreach (RecordingEvent entry in recording.Events.TakeWhile(entry => entry.Time < Longest && entry.Code != 'r'))
        {
            if (entry.Time - last >= Pause)
            {
                await AgreeAsync(captured, direct);
                compared++;
            }

            await Task.Delay(entry.Time - last > Pause ? Pause : entry.Time - last);
            last = entry.Time;
            if (entry.Code != 'o')
                continue;
            byte[] output = Encoding.UTF8.GetBytes(entry.Data);
            await player.WriteAsync(output);
            await player.FlushAsync();
            process.Print(output);
        }

        await AgreeAsync(captured, direct);
        return compared + 1;
    }

    private static async Task AgreeAsync(TerminalSession captured, TerminalSession direct)
    {
        long begin = Environment.TickCount64;
        while (Describe(captured) != Describe(direct))
        {
            Assert.True(Environment.TickCount64 - begin < 10_000, $"captured: {Describe(captured)}\ndirect: {Describe(direct)}\n\n{Text(captured)}\n=====\n{Text(direct)}");
            await Task.Delay(20);
        }
    }

    private static string Describe(TerminalSession session) => session.State is var state && state.Prompt is { } prompt
        ? $"{state.Activity} {prompt.Kind} '{prompt.Question}' {string.Join('|', prompt.Options.Select(option => option.Label))}"
        : $"{state.Activity}";

    private static string Text(TerminalSession session) => string.Join('\n', session.Snapshot().Lines).TrimEnd();
}
