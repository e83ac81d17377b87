using System.Text;
using PromptWatcher.Detection;
using PromptWatcher.Environments;
using PromptWatcher.Environments.Local;
using PromptWatcher.Sessions;
using PromptWatcher.Tests.Detection;

namespace PromptWatcher.Tests.Sessions;

/// <summary>Answers to a prompt that somebody else has just answered, or that the program has just taken away.</summary>
public sealed class AnswerRaceTests : IAsyncDisposable
{
    private const string Menu = "\e[?25l\e[H\e[2J\r\n Do you want to proceed?\r\n ❯ 1. Yes\r\n   2. No\r\n\r\n Esc to cancel";
    private const string OtherMenu = "\e[?25l\e[H\e[2J\r\n Do you want to delete everything?\r\n ❯ 1. Yes\r\n   2. No\r\n\r\n Esc to cancel";
    private const string First = "\e[?25l\e[H\e[2J\r\n Which colour?\r\n ❯ Red\r\n   Green\r\n\r\n ↑/↓ to select · Enter to confirm";
    private const string Second = "\e[?25l\e[H\e[2J\r\n Which colour?\r\n   Red\r\n ❯ Green\r\n\r\n ↑/↓ to select · Enter to confirm";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly ManualTime _time = new();
    private readonly PipedProcess _process;
    private readonly SessionManager _manager;
    private readonly TerminalSession _session;

    public AnswerRaceTests()
    {
        _process = new PipedProcess(_time);
        _manager = new SessionManager(new Dictionary<string, IEnvironmentAdapter> { [LocalEnvironment.EnvironmentId] = new LocalEnvironment() }, timeProvider: _time);
        _session = _manager.Adopt(_process, new TerminalSize(80, 24));
    }

    public ValueTask DisposeAsync() => _manager.DisposeAsync();

    // On the pool, where what waits for the clock goes on as the clock is moved.
    [Fact]
    public Task AnswerAsync_AnotherPromptIsPrintedAndUnread_TypesNothing() => Task.Run(async () =>
    {
        Prompt prompt = Ask(Menu);
        Print(OtherMenu);

        Task answering = _session.AnswerAsync(prompt, prompt.Options[1]).AsTask();
        _time.Advance(TimeSpan.FromSeconds(1));

        await Assert.ThrowsAsync<PromptGoneException>(() => answering.WaitAsync(Patience));
        Assert.Equal("", _process.Typed);
    });

    [Fact]
    public Task AnswerAsync_SomebodyTypedTheAnswer_TypesNothing() => Task.Run(async () =>
    {
        Prompt prompt = Ask(Menu);
        await _session.TypeAsync("1"u8.ToArray());

        Task answering = _session.AnswerAsync(prompt, prompt.Options[1]).AsTask();
        _time.Advance(TimeSpan.FromSeconds(1));
        Print(OtherMenu);
        _time.Advance(TimeSpan.FromSeconds(1));

        await Assert.ThrowsAsync<PromptGoneException>(() => answering.WaitAsync(Patience));
        Assert.Equal("1", _process.Typed);
    });

    [Fact]
    public Task AnswerAsync_TheTypedAnswerWasIgnored_IsTyped() => Task.Run(async () =>
    {
        Prompt prompt = Ask(Menu);
        await _session.TypeAsync("1"u8.ToArray());

        Task answering = _session.AnswerAsync(prompt, prompt.Options[1]).AsTask();
        _time.Advance(TimeSpan.FromSeconds(3));

        Assert.Equal("12", _process.Typed);
        await _session.KillAsync();
        await answering.WaitAsync(Patience);
    });

    [Fact]
    public Task AnswerAsync_SomebodyMovedTheCursorAndItIsNotDrawnYet_StartsFromWhereItIs() => Task.Run(async () =>
    {
        Prompt prompt = Ask(First);
        Assert.Equal("Enter", prompt.Options[0].KeyNames);
        await _session.TypeAsync("\e[B"u8.ToArray());

        _ = _session.AnswerAsync(prompt, prompt.Options[0]).AsTask();
        _time.Advance(TimeSpan.FromMilliseconds(50));
        Print(Second);
        _time.Advance(TimeSpan.FromMilliseconds(200));

        Assert.Equal("\e[B\e[A", _process.Typed);
    });

    private Prompt Ask(string menu)
    {
        Print(menu);
        _time.Advance(TimeSpan.FromSeconds(1));
        return _session.State.Prompt!;
    }

    private void Print(string output) => _process.Print(Encoding.UTF8.GetBytes(output));
}
