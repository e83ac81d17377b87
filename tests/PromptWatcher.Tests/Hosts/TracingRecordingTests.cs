using PromptWatcher.Environments;
using PromptWatcher.Sessions;

namespace PromptWatcher.Tests.Hosts;

/// <summary>Recordings that play in a terminal that is traced: whenever they pause, the captured session says what one that watches the program itself says.</summary>
public sealed class TracingRecordingTests : IAsyncDisposable
{
    private readonly ScriptTerminal _script = new();
    private readonly SessionManager _manager = new();

    public async ValueTask DisposeAsync()
    {
        await _manager.DisposeAsync();
        _script.Dispose();
    }

    [SkippableTheory]
    [InlineData("claude-bash-yes")]
    [InlineData("codex-bash-yes")]
    [InlineData("whiptail-dialogs")]
    [InlineData("inquirer-questions")]
    [InlineData("sudo-password")]
    public async Task State_OfARecordingThatIsTraced_IsThatOfTheSameWatchedDirectly(string name)
    {
        Skip.IfNot(ScriptTerminal.IsInstalled, "script or perl is not installed.");
        Recording recording = Recordings.Open(name);
        await _script.StartAsync($"stty raw -echo cols {recording.Size.Columns} rows {recording.Size.Rows}; mkfifo play; echo > ready; exec cat play");
        await ScriptTerminal.UntilAsync(() => _script.Has("ready"));
        PtyProcess pty = await TracedView.Capture.OpenAsync(_script.Terminal, CancellationToken.None);
        TerminalSession captured = _manager.Adopt(pty, pty.Info!.Size!.Value, new SessionOptions { AnswerQueries = false });
        Assert.Equal(recording.Size, captured.Size);

        await using FileStream player = File.OpenWrite(Path.Combine(_script.Folder, "play"));
        Assert.NotEqual(0, await RecordedPlay.CompareAsync(recording, player, captured, _manager));
    }
}
