using PromptWatcher.Environments;
using PromptWatcher.Sessions;

namespace PromptWatcher.Tests.Hosts;

/// <summary>Recordings that play in terminals that are traced: whenever they pause, the captured session says what one that watches the program itself says.</summary>
public sealed class TracingRecordingTests
{
    private const int AtOnce = 16;

    [SkippableFact]
    public async Task State_OfRecordingsThatAreTraced_IsThatOfTheSameWatchedDirectly()
    {
        Skip.IfNot(ScriptTerminal.IsInstalled, "script or perl is not installed.");

        IReadOnlyList<string> differences = await PlayedRecording.PlayAllAsync(AtOnce, PlayAsync);

        Assert.True(differences.Count == 0, string.Join("\n\n", differences));
    }

    private static async Task<string?> PlayAsync(Recording recording)
    {
        using var script = new ScriptTerminal();
        await using var sessions = new SessionManager();
        await script.StartAsync($"stty raw -echo cols {recording.Size.Columns} rows {recording.Size.Rows}; mkfifo play; echo > ready; exec cat play");
        await Waiting.UntilAsync(() => script.Has("ready"));
        PtyProcess pty = await TracedView.Capture.OpenAsync(script.Terminal, CancellationToken.None);
        TerminalSession captured = sessions.Adopt(pty, pty.Info!.Size!.Value, new SessionOptions { AnswerQueries = false });
        Assert.Equal(recording.Size, captured.Size);
        await using FileStream player = File.OpenWrite(Path.Combine(script.Folder, "play"));
        return await PlayedRecording.PlayAsync(recording, captured, sessions, player);
    }
}
