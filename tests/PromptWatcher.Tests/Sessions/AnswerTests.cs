using PromptWatcher.Detection;
using PromptWatcher.Environments;
using PromptWatcher.Sessions;

namespace PromptWatcher.Tests.Sessions;

public sealed class AnswerTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly SessionManager _manager = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => _manager.DisposeAsync().AsTask();

    [Fact]
    public async Task AnswerAsync_TextThatIsTooLong_LeavesThePromptUnanswered()
    {
        (TerminalSession session, Prompt prompt) = await StartAsync("printf 'Name: '; read name; echo \"got ${#name}\"");

        await Assert.ThrowsAsync<InputTooLongException>(async () => await session.AnswerAsync(prompt, new string('a', 5_000)));
        await session.AnswerAsync(prompt, "short");

        await session.Completion.WaitAsync(Patience);
        Assert.Contains(session.Snapshot().Lines, line => line.EndsWith("got 5", StringComparison.Ordinal));
    }

    [Fact]
    public async Task AnswerAsync_CanceledBeforeTheFirstKey_LeavesThePromptUnanswered()
    {
        (TerminalSession session, Prompt prompt) = await StartAsync("printf 'Name: '; read name; echo \"got ${#name}\"");

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await session.AnswerAsync(prompt, "x", new CancellationToken(true)));
        await session.AnswerAsync(prompt, "short");

        Assert.Equal(new PtyExit(0), await session.Completion.WaitAsync(Patience));
    }

    [Fact]
    public async Task AnswerAsync_TextForAMenu_IsRefusedAndNothingIsTyped()
    {
        (TerminalSession session, Prompt prompt) = await StartAsync("""
            printf '\n Do you want to proceed?\n ❯ 1. Yes\n   2. No\n\n Esc to cancel\n'
            stty -icanon -echo; key=$(dd bs=1 count=1 2>/dev/null); echo "chosen: $key"
            """);

        var error = await Assert.ThrowsAsync<ArgumentException>(async () => await session.AnswerAsync(prompt, "no"));

        Assert.Contains("'Yes', 'No'", error.Message, StringComparison.Ordinal);
        await session.AnswerAsync(prompt, prompt.Options[1]);
        await session.Completion.WaitAsync(Patience);
        Assert.Contains("chosen: 2", session.Snapshot().Lines);
    }

    [Fact]
    public async Task AnswerAsync_AnotherPromptComesBetweenTheKeys_TypesNoMore()
    {
        (TerminalSession session, Prompt prompt) = await StartAsync("""
            stty -icanon -echo
            printf '\033[?25l\n Which colour?\n ❯ Red\n   Green\n\n ↑/↓ to select · Enter to confirm\n'
            dd bs=3 count=1 2>/dev/null > /dev/null
            printf '\033[2J\033[H\n Do you want to delete everything?\n ❯ 1. Yes\n   2. No\n\n Enter to confirm · Esc to cancel\n'
            key=$(dd bs=1 count=1 2>/dev/null | od -An -tx1 | tr -d ' '); printf '\033[?25h'; echo "key: $key"
            """);
        PromptOption green = prompt.Options[1];
        Assert.Equal("Down Enter", green.KeyNames);

        await Assert.ThrowsAsync<PromptGoneException>(async () => await session.AnswerAsync(prompt, green));

        AgentState state = await session.WaitForAsync(state => state.Prompt is { Question: "Do you want to delete everything?" }).WaitAsync(Patience);
        await session.AnswerAsync(state.Prompt!, state.Prompt!.Options[1]);
        await session.Completion.WaitAsync(Patience);
        Assert.Contains(session.Snapshot().Lines, line => line.Contains("key: 32", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("\\033[?2004h", "one\ntwo\tthree", null)]
    [InlineData("\\033[?2004h", "one\rtwo", "control characters")]
    [InlineData("", "one\ntwo", "takes pastes")]
    public async Task AnswerAsync_TextOfSeveralLines_IsTakenAsAPasteOnly(string modes, string text, string? refused)
    {
        (TerminalSession session, Prompt prompt) = await StartAsync($"stty -icanon -echo; printf '{modes}Your name: '; text=$(dd bs=64 count=1 2>/dev/null | tr -d '\\033' | od -An -c | tr -d ' '); dd bs=1 count=1 > /dev/null 2>&1; printf '\\n%s\\n' \"$text\"");

        if (refused is null)
        {
            await session.AnswerAsync(prompt, text);
            await session.Completion.WaitAsync(Patience);
            Assert.Contains(session.Snapshot().Lines, line => line.Contains("one\\ntwo\\tthr", StringComparison.Ordinal));
            return;
        }

        var error = await Assert.ThrowsAsync<ArgumentException>(async () => await session.AnswerAsync(prompt, text));
        Assert.Contains(refused, error.Message, StringComparison.Ordinal);
    }

    private async Task<(TerminalSession Session, Prompt Prompt)> StartAsync(string script)
    {
        TerminalSession session = await _manager.StartAsync(new PtySpawnOptions { Command = "sh", Arguments = ["-c", script] });
        AgentState state = await session.WaitForAsync(state => state.Prompt is not null).WaitAsync(Patience);
        return (session, state.Prompt!);
    }
}
