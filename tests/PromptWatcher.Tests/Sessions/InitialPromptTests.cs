using PromptWatcher.Detection;
using PromptWatcher.Environments;
using PromptWatcher.Sessions;

namespace PromptWatcher.Tests.Sessions;

public sealed class InitialPromptTests : IAsyncLifetime
{
    // An agent's composer between two lines, with the text that was typed so far.
    private const string Composer = """
        stty -icanon -echo; printf '\033[?2004h'
        box() { printf '\033[H\033[2J%s\n\n────────────────────────────────\n❯ %s\n────────────────────────────────\n  ? for shortcuts\033[4;%dH' "$1" "$2" $((3 + ${#2})); }
        take() { dd bs=$1 count=1 2>/dev/null | tr -d '\033'; }
        """;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly SessionManager _manager = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => _manager.DisposeAsync().AsTask();

    [Fact]
    public async Task InitialPrompt_None_IsComplete()
    {
        TerminalSession session = await _manager.StartAsync(new PtySpawnOptions { Command = "sh", Arguments = ["-c", "exit"] });

        Assert.True(session.InitialPrompt.IsCompletedSuccessfully);
    }

    [Fact]
    public async Task InitialPrompt_LinesForAComposer_ArePastedOnceAndSent()
    {
        TerminalSession session = await StartAsync(Composer + """

            box '' ''; text=$(take 64); box '' "first"; take 1 > /dev/null; box 'Accepted' ''; sleep 1; printf '\033[H\033[2J'; echo "$text"
            """, "first\nsecond");

        await session.InitialPrompt.WaitAsync(Patience);

        await session.Completion.WaitAsync(Patience);
        Assert.Equal(["[200~first", "second[201~"], session.Snapshot().Lines.Take(2));
    }

    [Fact]
    public async Task InitialPrompt_DialogFirst_WaitsUntilItIsAnswered()
    {
        TerminalSession session = await StartAsync(Composer + """

            printf '\033[?25l\n Do you trust this folder?\n ❯ 1. Yes\n   2. No\n\n Enter to confirm · Esc to cancel\n'
            key=$(take 1); printf '\033[?25h'; box '' ''; text=$(take 64); box '' "$text"; take 1 > /dev/null; box 'Accepted' ''; sleep 1; printf '\033[H\033[2J'; echo "$key$text"
            """, "go on");

        AgentState state = await session.WaitForAsync(state => state.Prompt is not null).WaitAsync(Patience);
        Assert.False(session.InitialPrompt.IsCompleted);
        await session.AnswerAsync(state.Prompt!, state.Prompt!.Options[1]);
        await session.InitialPrompt.WaitAsync(Patience);

        await session.Completion.WaitAsync(Patience);
        Assert.Contains("2[200~go on[201~", session.Snapshot().Lines);
    }

    [Fact]
    public async Task InitialPrompt_FirstEnterIsIgnored_IsSentOnceMoreAndNotTypedAgain()
    {
        TerminalSession session = await StartAsync(Composer + """

            box '' ''; text=$(take 64); box '' 'go on'; first=$(take 1 | od -An -tx1); second=$(take 64 | od -An -tx1); box 'Accepted' ''; sleep 1; printf '\033[H\033[2J'; echo "$text$first$second"
            """, "go on");

        await session.InitialPrompt.WaitAsync(Patience);

        await session.Completion.WaitAsync(Patience);
        Assert.Contains("[200~go on[201~ 0a 0a", session.Snapshot().Lines);
    }

    [Fact]
    public async Task InitialPrompt_NeverAccepted_Fails()
    {
        TerminalSession session = await StartAsync(Composer + """

            box '' ''; text=$(take 64); box '' 'go on'; sleep 600
            """, "go on");

        var error = await Assert.ThrowsAsync<InitialPromptException>(() => session.InitialPrompt.WaitAsync(Patience));

        Assert.DoesNotContain("go on", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task InitialPrompt_ProgramEndsFirst_Fails()
    {
        TerminalSession session = await StartAsync("exit 3", "go on");

        await Assert.ThrowsAsync<InitialPromptException>(() => session.InitialPrompt.WaitAsync(Patience));
    }

    [Fact]
    public async Task InitialPrompt_ShellBeforeTheAgent_IsNotTypedIntoTheShell()
    {
        TerminalSession session = await StartAsync(Composer + """

            printf 'dev@host:~$ '; stty min 0 time 30; early=$(take 64); stty min 1 time 0; box '' ''; text=$(take 64); box '' "$text"; take 1 > /dev/null; box 'Accepted' ''; sleep 1; printf '\033[H\033[2J'; echo "early:$early text:$text"
            """, "go on", "claude");

        await session.InitialPrompt.WaitAsync(Patience);

        await session.Completion.WaitAsync(Patience);
        Assert.Contains("early: text:[200~go on[201~", session.Snapshot().Lines);
    }

    [Fact]
    public async Task InitialPrompt_LinesForAProgramWithoutPastes_AreJoined()
    {
        TerminalSession session = await StartAsync("printf 'dev@host:~$ '; read -r line; echo \"got $line\"; sleep 1", "first\nsecond");

        await session.InitialPrompt.WaitAsync(Patience);

        await session.Completion.WaitAsync(Patience);
        Assert.Contains("got first second", session.Snapshot().Lines);
    }

    [Fact]
    public async Task InitialPrompt_ProgramEndsAfterItWasTyped_SaysSo()
    {
        TerminalSession session = await StartAsync(Composer + """

            box '' ''; take 64 > /dev/null; exit 3
            """, "go on");

        var error = await Assert.ThrowsAsync<InitialPromptException>(() => session.InitialPrompt.WaitAsync(Patience));

        Assert.DoesNotContain("not typed", error.Message, StringComparison.Ordinal);
    }

    private ValueTask<TerminalSession> StartAsync(string script, string prompt, string? agent = null) => _manager.StartAsync(
        new PtySpawnOptions { Command = "sh", Arguments = ["-c", script], InitialPrompt = prompt },
        new SessionOptions { Agent = agent, AnswerTimeout = TimeSpan.FromSeconds(1) });
}
