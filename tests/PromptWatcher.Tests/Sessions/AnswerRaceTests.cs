using System.Text;
using PromptWatcher.Detection;
using PromptWatcher.Sessions;

namespace PromptWatcher.Tests.Sessions;

/// <summary>Answers to a prompt that somebody else has just answered, or that the program has just taken away.</summary>
public sealed class AnswerRaceTests : GivenTimeTest
{
    private const string Menu = "\e[?25l\e[H\e[2J\r\n Do you want to proceed?\r\n ❯ 1. Yes\r\n   2. No\r\n\r\n Esc to cancel";
    private const string OtherMenu = "\e[?25l\e[H\e[2J\r\n Do you want to delete everything?\r\n ❯ 1. Yes\r\n   2. No\r\n\r\n Esc to cancel";
    private const string First = "\e[?25l\e[H\e[2J\r\n Which colour?\r\n ❯ Red\r\n   Green\r\n\r\n ↑/↓ to select · Enter to confirm";
    private const string Second = "\e[?25l\e[H\e[2J\r\n Which colour?\r\n   Red\r\n ❯ Green\r\n\r\n ↑/↓ to select · Enter to confirm";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    // On the pool, where what waits for the clock goes on as the clock is moved.
    [Fact]
    public Task AnswerAsync_AnotherPromptIsPrintedAndUnread_TypesNothing() => Task.Run(async () =>
    {
        Prompt prompt = Ask(Menu);
        Print(OtherMenu);

        Task answering = Session.AnswerAsync(prompt, prompt.Options[1]).AsTask();
        Time.Advance(TimeSpan.FromSeconds(1));

        await Assert.ThrowsAsync<PromptGoneException>(() => answering.WaitAsync(Patience));
        Assert.Equal("", Process.Typed);
    });

    [Fact]
    public Task AnswerAsync_SomebodyTypedTheAnswer_TypesNothing() => Task.Run(async () =>
    {
        Prompt prompt = Ask(Menu);
        await Session.TypeAsync("1"u8.ToArray());

        Task answering = Session.AnswerAsync(prompt, prompt.Options[1]).AsTask();
        Time.Advance(TimeSpan.FromSeconds(1));
        Print(OtherMenu);
        Time.Advance(TimeSpan.FromSeconds(1));

        await Assert.ThrowsAsync<PromptGoneException>(() => answering.WaitAsync(Patience));
        Assert.Equal("1", Process.Typed);
    });

    [Fact]
    public Task AnswerAsync_TheTypedAnswerWasIgnored_IsTyped() => Task.Run(async () =>
    {
        Prompt prompt = Ask(Menu);
        await Session.TypeAsync("1"u8.ToArray());

        Task answering = Session.AnswerAsync(prompt, prompt.Options[1]).AsTask();
        Time.Advance(TimeSpan.FromSeconds(3));

        Assert.Equal("12", Process.Typed);
        await Session.KillAsync();
        await answering.WaitAsync(Patience);
    });

    [Fact]
    public Task AnswerAsync_SomebodyMovedTheCursorAndItIsNotDrawnYet_StartsFromWhereItIs() => Task.Run(async () =>
    {
        Prompt prompt = Ask(First);
        Assert.Equal("Enter", prompt.Options[0].KeyNames);
        await Session.TypeAsync("\e[B"u8.ToArray());

        _ = Session.AnswerAsync(prompt, prompt.Options[0]).AsTask();
        Time.Advance(TimeSpan.FromMilliseconds(50));
        Print(Second);
        Time.Advance(TimeSpan.FromMilliseconds(200));

        Assert.Equal("\e[B\e[A", Process.Typed);
    });

    private Prompt Ask(string menu)
    {
        Print(menu);
        Time.Advance(TimeSpan.FromSeconds(1));
        return Session.State.Prompt!;
    }

    private void Print(string output) => Process.Print(Encoding.UTF8.GetBytes(output));
}
