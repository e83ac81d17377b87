using PromptWatcher.Environments;
using PromptWatcher.Sessions;

namespace PromptWatcher.Tests.Hosts;

/// <summary>Recordings that play inside tmux, as they were typed: whenever they pause, the captured session says what one that watches the program itself says.</summary>
public sealed class TmuxRecordingTests : IAsyncDisposable
{
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

    public async ValueTask DisposeAsync()
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

        await using FileStream player = File.OpenWrite(_host.Gate);
        Assert.NotEqual(0, await RecordedPlay.CompareAsync(recording, player, captured, _manager));
    }
}
