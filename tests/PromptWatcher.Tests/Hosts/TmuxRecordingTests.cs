using System.Text;
using PromptWatcher.Environments;
using PromptWatcher.Sessions;
using PromptWatcher.Tests.Sessions;

namespace PromptWatcher.Tests.Hosts;

/// <summary>Recordings that play inside tmux, as they were typed: whenever they pause, the captured session says what one that watches the program itself says.</summary>
public sealed class TmuxRecordingTests : IAsyncLifetime
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(20);

    private readonly TmuxHost _host = new();
    private readonly SessionManager _manager = new();

    public static TheoryData<string, bool> Cases
    {
        get
        {
            var cases = new TheoryData<string, bool>();
            foreach (string name in (string[])["claude-bash-yes", "codex-bash-yes", "whiptail-dialogs", "inquirer-questions"])
            {
                cases.Add(name, false);
                cases.Add(name, true);
            }

            // Byte by byte only: pictures, up to 1.5 s apart, may miss a short prompt.
            cases.Add("sudo-password", true);
            return cases;
        }
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        await _manager.DisposeAsync();
        _host.Dispose();
    }

    [SkippableTheory]
    [MemberData(nameof(Cases))]
    public async Task State_OfARecordingInAPane_IsThatOfTheSameWatchedDirectly(string name, bool isJoined)
    {
        Skip.IfNot(File.Exists("/usr/bin/tmux"), "tmux is not installed.");
        Recording recording = Recordings.Open(name);
        string pane = _host.Start("s", recording.Size, "bash", "-c", $"stty raw -echo; exec cat {_host.Gate}");
        if (isJoined)
            await _host.AttachAsync(_manager, "s", pane, recording.Size);
        PtyProcess pty = await _host.Capture().OpenAsync(_host.Terminal("s", pane), CancellationToken.None);
        TerminalSession captured = _manager.Adopt(pty, pty.Info!.Size!.Value, new SessionOptions { AnswerQueries = false });
        var process = new PipedProcess();
        TerminalSession direct = _manager.Adopt(process, recording.Size, new SessionOptions { AnswerQueries = false });

        await using FileStream player = File.OpenWrite(_host.Gate);
        var states = new List<string>();
        TimeSpan last = recording.Events.Count > 0 ? recording.Events[0].Time : default;
        foreach (RecordingEvent entry in recording.Events.TakeWhile(entry => entry.Time < Longest && entry.Code != 'r'))
        {
            if (entry.Time - last >= Pause)
                states.Add(await AgreeAsync(captured, direct));
            await Task.Delay(entry.Time - last > Pause ? Pause : entry.Time - last);
            last = entry.Time;
            if (entry.Code != 'o')
                continue;
            byte[] output = Encoding.UTF8.GetBytes(entry.Data);
            await player.WriteAsync(output);
            await player.FlushAsync();
            process.Print(output);
        }

        states.Add(await AgreeAsync(captured, direct));
        Assert.NotEmpty(states);
    }

    private static async Task<string> AgreeAsync(TerminalSession captured, TerminalSession direct)
    {
        long begin = Environment.TickCount64;
        while (Describe(captured) != Describe(direct))
        {
            Assert.True(Environment.TickCount64 - begin < 10_000, $"captured: {Describe(captured)}\ndirect: {Describe(direct)}\n\n{Text(captured)}\n=====\n{Text(direct)}");
            await Task.Delay(20);
        }

        return Describe(direct);
    }

    private static string Describe(TerminalSession session) => session.State is var state && state.Prompt is { } prompt
        ? $"{state.Activity} {prompt.Kind} '{prompt.Question}' {string.Join('|', prompt.Options.Select(option => option.Label))}"
        : $"{state.Activity}";

    private static string Text(TerminalSession session) => string.Join('\n', session.Snapshot().Lines).TrimEnd();
}
