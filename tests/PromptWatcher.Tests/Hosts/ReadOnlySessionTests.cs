using System.Text;
using PromptWatcher.Detection;
using PromptWatcher.Environments;
using PromptWatcher.Hosts.Captures;
using PromptWatcher.Sessions;
using PromptWatcher.Tests.Sessions;

namespace PromptWatcher.Tests.Hosts;

/// <summary>A session on a terminal that is only watched.</summary>
public sealed class ReadOnlySessionTests : IAsyncLifetime
{
    private const string Menu = "\e[?25l\e[H\e[2J Do you want to proceed?\r\n ❯ 1. Yes\r\n   2. No\r\n\r\n Esc to cancel · Enter to confirm";

    private readonly SessionManager _manager = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => _manager.DisposeAsync().AsTask();

    [Fact]
    public async Task Session_OfACapture_ShowsWhatItPrintsAndEndsWithIt()
    {
        (TerminalSession session, CapturedPty pty) = Watch();

        await pty.PrintAsync(Encoding.UTF8.GetBytes(Menu));
        AgentState state = await session.WaitForAsync(state => state.Activity == Activity.Awaiting).WaitAsync(TimeSpan.FromSeconds(60));
        pty.Resize(new TerminalSize(100, 30));
        pty.End();

        Assert.True(session.IsReadOnly);
        Assert.Equal("Do you want to proceed?", state.Prompt!.Question);
        Assert.Equal(new TerminalSize(100, 30), session.Size);
        Assert.Equal(new PtyExit(null), await session.Completion);
    }

    [Fact]
    public async Task Session_OfACapture_RefusesAllThatWouldTypeResizeOrEnd()
    {
        (TerminalSession session, CapturedPty pty) = Watch();
        await pty.PrintAsync(Encoding.UTF8.GetBytes(Menu));
        Prompt prompt = (await session.WaitForAsync(state => state.Prompt is not null).WaitAsync(TimeSpan.FromSeconds(60))).Prompt!;

        await Assert.ThrowsAsync<ReadOnlyTerminalException>(async () => await session.TypeAsync("1"u8.ToArray()));
        await Assert.ThrowsAsync<ReadOnlyTerminalException>(async () => await session.PasteAsync("text"));
        await Assert.ThrowsAsync<ReadOnlyTerminalException>(async () => await session.AnswerAsync(prompt, prompt.Options[0]));
        await Assert.ThrowsAsync<ReadOnlyTerminalException>(async () => await session.AnswerAsync(prompt with { Options = [] }, "text"));
        await Assert.ThrowsAsync<ReadOnlyTerminalException>(() => session.BeginInitialPrompt("text"));
        await Assert.ThrowsAsync<ReadOnlyTerminalException>(async () => await session.ResizeAsync(new TerminalSize(10, 10)));
        await Assert.ThrowsAsync<ReadOnlyTerminalException>(async () => await session.KillAsync());

        Assert.Equal(new TerminalSize(80, 24), session.Size);
        Assert.False(session.Completion.IsCompleted);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Session_OfAQuestionToTheTerminal_AnswersOnlyWhereItMayType(bool isReadOnly)
    {
        var process = new PipedProcess { OnlyWatched = isReadOnly };
        _manager.Adopt(process, new TerminalSize(80, 24));

        // Device attributes, a cursor report, focus changes and a colour.
        process.Print("\e[c\e[6n\e[?1004h\e]11;?\e\\"u8);

        Assert.Equal(isReadOnly, process.Typed.Length == 0);
        await process.DisposeAsync();
    }

    [Fact]
    public async Task DisposeAsync_OfASession_LetsTheTerminalGo()
    {
        (TerminalSession session, CapturedPty pty) = Watch();

        await session.DisposeAsync();

        await Assert.ThrowsAsync<PtyDetachedException>(() => session.Completion);
        Assert.True(pty.Released.IsCancellationRequested);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await pty.PrintAsync("late"u8.ToArray()));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task DisposeAsync_WhoseCaptureEndsAtOnce_IsADetachAllTheSame(bool withReason)
    {
        (TerminalSession session, CapturedPty pty) = Watch();
        pty.Released.Register(() =>
        {
            if (withReason)
                pty.End(new IOException("The capture was cut short."));
            else
                pty.End();
        });

        await session.DisposeAsync();

        await Assert.ThrowsAsync<PtyDetachedException>(() => session.Completion);
        await Assert.ThrowsAsync<PtyDetachedException>(() => pty.Completion);
    }

    [Fact]
    public async Task Writer_OfACapture_RefusesEveryWayOfWriting()
    {
        var pty = new CapturedPty(new PtyInfo("pane", null, [], DateTimeOffset.UnixEpoch));

        Assert.Throws<ReadOnlyTerminalException>(() => pty.Writer.GetMemory());
        Assert.Throws<ReadOnlyTerminalException>(() => pty.Writer.GetSpan());
        Assert.Throws<ReadOnlyTerminalException>(() => pty.Writer.Advance(1));
        await Assert.ThrowsAsync<ReadOnlyTerminalException>(async () => await pty.Writer.FlushAsync());
        await Assert.ThrowsAsync<ReadOnlyTerminalException>(async () => await pty.Writer.WriteAsync("x"u8.ToArray()));
    }

    private (TerminalSession Session, CapturedPty Pty) Watch()
    {
        var pty = new CapturedPty(new PtyInfo("pane", null, ["bash"], DateTimeOffset.UnixEpoch) { Size = new TerminalSize(80, 24) });
        return (_manager.Adopt(pty, new TerminalSize(80, 24)), pty);
    }
}
