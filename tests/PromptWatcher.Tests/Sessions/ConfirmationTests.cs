using PromptWatcher.Detection;
using PromptWatcher.Environments;
using PromptWatcher.Sessions;

namespace PromptWatcher.Tests.Sessions;

/// <summary>Answers that are confirmed by what the screen shows afterwards.</summary>
public sealed class ConfirmationTests : IAsyncLifetime
{
    private const string Boxes = """
        stty -icanon -echo -icrnl
        draw() {
          printf '\033[H\033[2J\033[?25l\n Which features?\n'
          for i in 1 2 3; do
            mark=' '; case "$on" in *$i*) mark=x;; esac
            point=' '; [ $i = 1 ] && point='❯'
            printf ' %s %s. [%s] Feature %s\n' "$point" $i "$mark" $i
          done
          printf '\n Space to toggle · ↑/↓ to navigate · Enter to confirm\n'
        }
        on=2; at=1; draw
        while :; do
          key=$(dd bs=8 count=1 2>/dev/null | od -An -tx1 | tr -d ' \n')
          case $key in
            1b5b42) at=$((at+1));;
            1b5b41) at=$((at-1));;
            20) case "$on" in *$at*) on=$(echo $on | tr -d $at);; *) on=$on$at;; esac;;
            0d) printf '\033[H\033[2J'; echo "chosen: $on"; exit;;
          esac
          draw | sed "s/❯/ /; s/ *$at\\. \\[/ ❯ $at. [/"
        done
        """;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly SessionManager _manager = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => _manager.DisposeAsync().AsTask();

    [Fact]
    public async Task AnswerAsync_MenuThatIgnoresTheKey_FailsAndSaysWhatIsStillAsked()
    {
        (TerminalSession session, Prompt prompt) = await StartAsync("""
            stty -icanon -echo; printf '\033[?25l\n Do you want to proceed?\n ❯ 1. Yes\n   2. No\n\n Esc to cancel\n'; dd bs=1 count=2 > /dev/null 2>&1; echo end
            """, TimeSpan.FromSeconds(1));

        var error = await Assert.ThrowsAsync<PromptNotTakenException>(async () => await session.AnswerAsync(prompt, prompt.Options[1]));

        Assert.Equal(("2", prompt.Id, prompt.Id), (error.Typed, error.Prompt.Id, error.Standing!.Id));
        Assert.Contains("Do you want to proceed?", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnswerAsync_EnterThatIsIgnored_IsNotTakenForAnAnswer()
    {
        (TerminalSession session, Prompt prompt) = await StartAsync("""
            stty -icanon -echo; printf '\033[?25l\n Do you want to proceed?\n ❯ 1. Yes\n   2. No\n\n Esc to cancel\n'; dd bs=1 count=2 > /dev/null 2>&1; echo end
            """, TimeSpan.FromSeconds(1));
        Assert.Equal("Enter", prompt.Options[0].KeyNames);

        await Assert.ThrowsAsync<PromptNotTakenException>(async () => await session.AnswerAsync(prompt, prompt.Options[0]));
    }

    [Fact]
    public async Task AnswerAsync_NotTaken_CanBeAnsweredAgain()
    {
        (TerminalSession session, Prompt prompt) = await StartAsync("""
            stty -icanon -echo; printf '\033[?25l\n Do you want to proceed?\n ❯ 1. Yes\n   2. No\n\n Esc to cancel\n'; dd bs=1 count=2 > /dev/null 2>&1; echo end
            """, TimeSpan.FromSeconds(1));
        await Assert.ThrowsAsync<PromptNotTakenException>(async () => await session.AnswerAsync(prompt, prompt.Options[1]));

        await session.AnswerAsync(session.State.Prompt!, session.State.Prompt!.Options[1]);

        Assert.Equal(new PtyExit(0), await session.Completion.WaitAsync(Patience));
    }

    [Fact]
    public async Task AnswerAsync_Canceled_CanBeAnsweredAgain()
    {
        (TerminalSession session, Prompt prompt) = await StartAsync("""
            stty -icanon -echo; printf '\033[?25l\n Do you want to proceed?\n ❯ 1. Yes\n   2. No\n\n Esc to cancel\n'; dd bs=1 count=2 > /dev/null 2>&1; echo end
            """);
        using var cancellation = new CancellationTokenSource(TimeSpan.FromMilliseconds(300));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await session.AnswerAsync(prompt, prompt.Options[1], cancellation.Token));

        await session.AnswerAsync(prompt, prompt.Options[1]);

        Assert.Equal(new PtyExit(0), await session.Completion.WaitAsync(Patience));
    }

    [Fact]
    public async Task AnswerAsync_CursorThatDoesNotMove_IsNotConfirmed()
    {
        (TerminalSession session, Prompt prompt) = await StartAsync("""
            stty -icanon -echo; printf '\033[?25l\n Which colour?\n ❯ Red\n   Green\n\n ↑/↓ to select · Enter to confirm\n'
            dd bs=3 count=1 > /dev/null 2>&1; key=$(dd bs=1 count=1 2>/dev/null | od -An -tx1); printf '\033[H\033[2J\033[?25h'; echo "key:$key"
            """, TimeSpan.FromSeconds(1));
        Assert.Equal("Down Enter", prompt.Options[1].KeyNames);

        var error = await Assert.ThrowsAsync<PromptNotTakenException>(async () => await session.AnswerAsync(prompt, prompt.Options[1]));
        await session.TypeAsync("x"u8.ToArray());

        Assert.Equal("Down", error.Typed);
        await session.Completion.WaitAsync(Patience);
        Assert.Contains("key: 78", session.Snapshot().Lines);
    }

    [Fact]
    public async Task AnswerAsync_SeveralOptions_ChecksExactlyThemAndSends()
    {
        (TerminalSession session, Prompt prompt) = await StartAsync(Boxes);
        Assert.True(prompt.IsMultiSelect);
        Assert.Equal([false, true, false], prompt.Options.Select(option => option.IsChecked));

        await session.AnswerAsync(prompt, [prompt.Options[0], prompt.Options[2]]);

        await session.Completion.WaitAsync(Patience);
        Assert.Contains(session.Snapshot().Lines, line => line is "chosen: 13" or "chosen: 31");
    }

    [Fact]
    public async Task AnswerAsync_SeveralOptionsForAMenu_IsRefused()
    {
        (TerminalSession session, Prompt prompt) = await StartAsync("""
            stty -icanon -echo; printf '\033[?25l\n Do you want to proceed?\n ❯ 1. Yes\n   2. No\n\n Esc to cancel\n'; dd bs=1 count=1 > /dev/null 2>&1
            """);

        await Assert.ThrowsAsync<ArgumentException>(async () => await session.AnswerAsync(prompt, prompt.Options));
    }

    [Fact]
    public async Task AnswerAsync_TextForAnOptionThatIsAField_TypesItThere()
    {
        (TerminalSession session, Prompt prompt) = await StartAsync("""
            stty -icanon -echo; printf '\033[?2004h'
            draw() { printf '\033[H\033[2J\033[?25l\n Which colour?\n %s 1. Red\n   2. Blue\n %s 3. %s\n\n Enter to select · Esc to cancel\n' "$1" "$2" "$3"; }
            draw '❯' ' ' "$(printf '\033[2mType something\033[0m')"
            dd bs=1 count=1 > /dev/null 2>&1
            draw ' ' '❯' "$(printf '\033[7mT\033[0;2mype something\033[0m')"
            text=$(dd bs=32 count=1 2>/dev/null | tr -d '\033')
            draw ' ' '❯' "violet$(printf '\033[7m \033[0m')"
            dd bs=1 count=1 2>/dev/null | od -An -tx1
            printf '\033[H\033[2J'; echo "typed: $text"
            """);
        Assert.Equal([false, false, true], prompt.Options.Select(option => option.IsFreeText));

        await session.AnswerAsync(prompt, prompt.Options[2], "violet");

        await session.Completion.WaitAsync(Patience);
        Assert.Contains("typed: [200~violet[201~", session.Snapshot().Lines);
    }

    [Fact]
    public async Task StartAsync_ProgramThatAsksForFocus_IsToldThatNobodyLooks()
    {
        TerminalSession session = await _manager.StartAsync(new PtySpawnOptions
        {
            Command = "sh", Arguments = ["-c", "stty -icanon -echo; printf '\\033[?1004h'; printf 'got %s\\n' \"$(dd bs=3 count=1 2>/dev/null | od -An -c | tr -d ' ')\""],
        });

        await session.Completion.WaitAsync(Patience);

        Assert.Contains("got 033[O", session.Snapshot().Lines);
    }

    private async Task<(TerminalSession Session, Prompt Prompt)> StartAsync(string script, TimeSpan? timeout = null)
    {
        var options = new SessionOptions { AnswerTimeout = timeout ?? TimeSpan.FromSeconds(30) };
        TerminalSession session = await _manager.StartAsync(new PtySpawnOptions { Command = "sh", Arguments = ["-c", script] }, options);
        AgentState state = await session.WaitForAsync(state => state.Prompt is not null).WaitAsync(Patience);
        return (session, state.Prompt!);
    }
}
