using PromptWatcher.Environments;
using PromptWatcher.Sessions;
using Xunit.Abstractions;

namespace PromptWatcher.Tests.Hosts;

/// <summary>Recordings that play inside tmux, as they were typed: whenever they pause, the captured session says what one that watches the program itself says.</summary>
public sealed class TmuxRecordingTests(ITestOutputHelper log)
{
    private const int AtOnce = 16;

    [SkippableTheory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task State_OfRecordingsInPanes_IsThatOfTheSameWatchedDirectly(bool isJoined)
    {
        Skip.IfNot(File.Exists("/usr/bin/tmux"), "tmux is not installed.");

        IReadOnlyList<string> differences = await PlayedRecording.PlayAllAsync(AtOnce, recording => PlayAsync(recording, isJoined));

        log.WriteLine($"{PlayedRecording.Names.Count() - differences.Count} of {PlayedRecording.Names.Count()} recordings are the same.");
        Assert.True(differences.Count == 0, string.Join("\n\n", differences));
    }

    private static async Task<string?> PlayAsync(Recording recording, bool isJoined)
    {
        using var host = new TmuxHost();
        await using var sessions = new SessionManager();
        string pane = host.Start("s", recording.Size, "bash", "-c", $"stty raw -echo; exec cat {host.Gate}");
        if (isJoined)
            await host.AttachAsync(sessions, "s", pane, recording.Size);
        PtyProcess pty = await host.Capture().OpenAsync(host.Terminal("s", pane), CancellationToken.None);
        Assert.Equal(recording.Size, pty.Info!.Size);
        TerminalSession captured = sessions.Adopt(pty, recording.Size, new SessionOptions { AnswerQueries = false });
        await using FileStream player = File.OpenWrite(host.Gate);
        return await PlayedRecording.PlayAsync(recording, captured, sessions, player);
    }
}
