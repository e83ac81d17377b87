using System.IO.Pipelines;
using PromptWatcher.Detection;
using PromptWatcher.Environments;
using PromptWatcher.Sessions;

namespace PromptWatcher.Tests.Sessions;

public sealed class TerminalSessionTests : IAsyncLifetime
{
    private const string Menu = """
        printf '\n Do you want to proceed?\n ❯ 1. Yes\n   2. Yes, always\n   3. No\n\n Esc to cancel\n'
        stty -icanon -echo; key=$(dd bs=1 count=1 2>/dev/null); stty icanon echo
        echo "chosen: $key"
        """;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly SessionManager _manager = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => _manager.DisposeAsync().AsTask();

    [Fact]
    public async Task AnswerAsync_MenuOfAProgram_ChoosesTheOption()
    {
        TerminalSession session = await Shell(Menu);
        AgentState state = await session.WaitForAsync(state => state.Activity == Activity.Awaiting).WaitAsync(Patience);

        Assert.Equal("Do you want to proceed?", state.Prompt!.Question);
        Assert.Equal(["Yes", "Yes, always", "No"], state.Prompt.Options.Select(option => option.Label));
        Assert.Equal([true, false, false], state.Prompt.Options.Select(option => option.IsSelected));
        await session.AnswerAsync(state.Prompt, state.Prompt.Options[1]);

        Assert.Equal(new PtyExit(0), await session.Completion.WaitAsync(Patience));
        Assert.Contains("chosen: 2", session.Snapshot().Lines);
        Assert.Equal(Activity.Exited, session.State.Activity);
    }

    [Fact]
    public async Task AnswerAsync_SamePromptTwice_RefusesTheSecondAndTypesNothing()
    {
        TerminalSession session = await Shell(Menu);
        Prompt prompt = (await session.WaitForAsync(state => state.Prompt is not null).WaitAsync(Patience)).Prompt!;

        await session.AnswerAsync(prompt, prompt.Options[0]);

        await Assert.ThrowsAsync<PromptGoneException>(async () => await session.AnswerAsync(prompt, prompt.Options[2]));
        await session.Completion.WaitAsync(Patience);
        await Assert.ThrowsAsync<PromptGoneException>(async () => await session.AnswerAsync(prompt, prompt.Options[2]));
        Assert.Contains("chosen: 1", session.Snapshot().Lines);
    }

    [Fact]
    public async Task AnswerAsync_OptionThatIsNotOffered_ListsThoseThatAre()
    {
        TerminalSession session = await Shell(Menu);
        Prompt prompt = (await session.WaitForAsync(state => state.Prompt is not null).WaitAsync(Patience)).Prompt!;

        var error = await Assert.ThrowsAsync<ArgumentException>(async () => await session.AnswerAsync(prompt, new PromptOption("Maybe", false, "9", "9"u8.ToArray())));

        Assert.Contains("'Yes, always'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnswerAsync_Secret_IsTypedAndNeverShown()
    {
        TerminalSession session = await Shell("printf 'Password: '; stty -echo; read secret; stty echo; echo; echo \"${#secret} characters\"");
        AgentState state = await session.WaitForAsync(state => state.Prompt?.Kind == PromptKind.Secret).WaitAsync(Patience);

        await Assert.ThrowsAsync<ArgumentException>(async () => await session.AnswerAsync(state.Prompt!, "line\nbreak"));
        await session.AnswerAsync(state.Prompt!, "hunter2");

        await session.Completion.WaitAsync(Patience);
        Assert.Contains("7 characters", session.Snapshot().Lines);
        Assert.DoesNotContain(session.Snapshot().Lines, line => line.Contains("hunter2", StringComparison.Ordinal));
    }

    [Fact]
    public async Task WatchAsync_LateWatcher_SeesThePresentStateThenTheExit()
    {
        TerminalSession session = await Shell("exit 4");
        await session.Completion.WaitAsync(Patience);

        List<SessionEvent> events = await session.WatchAsync().ToListAsync();

        Assert.Equal(Activity.Exited, Assert.IsType<StateChanged>(events[0]).State.Activity);
        Assert.Equal(new PtyExit(4), Assert.IsType<SessionExited>(events[1]).Exit);
        Assert.Equal(2, events.Count);
    }

    [Fact]
    public async Task WaitForAsync_ProgramEndsFirst_SaysHowItEnded()
    {
        TerminalSession session = await Shell("exit 3");

        var error = await Assert.ThrowsAsync<SessionEndedException>(() => session.WaitForAsync(state => state.Activity == Activity.Awaiting).WaitAsync(Patience));

        Assert.Contains("exit code 3", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task StartAsync_ProgramAsksItsTerminal_IsAnsweredOnce()
    {
        TerminalSession session = await Shell("stty raw -echo; printf '\\033[c'; printf 'got %s\\r\\n' \"$(dd bs=1 count=4 2>/dev/null | od -An -c | tr -d ' ')\"");

        await session.Completion.WaitAsync(Patience);

        Assert.StartsWith("got 033[?6", session.Snapshot().Lines[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task StartAsync_WithOutput_CopiesEveryByteFromTheFirst()
    {
        var output = new Pipe();
        TerminalSession session = await _manager.StartAsync(
            new PtySpawnOptions { Command = "sh", Arguments = ["-c", "printf '%0300000d' 7"] }, new SessionOptions { Output = output.Writer });

        var copied = new MemoryStream();
        await output.Reader.CopyToAsync(copied).WaitAsync(Patience);

        Assert.Equal(300_000, copied.Length);
        Assert.Equal(new PtyExit(0), await session.Completion.WaitAsync(Patience));
    }

    [Fact]
    public async Task StartAsync_WithInitialPrompt_TypesItOnceTheProgramIsReady()
    {
        TerminalSession session = await _manager.StartAsync(new PtySpawnOptions
        {
            Command = "bash", Arguments = ["--norc", "--noprofile"], InitialPrompt = "echo sum=$((40+2)); exit 9", Environment = new Dictionary<string, string?> { ["PS1"] = "$ " },
        });

        Assert.Equal(new PtyExit(9), await session.Completion.WaitAsync(Patience));
        Assert.Contains("sum=42", session.Snapshot().Lines);
    }

    [Fact]
    public async Task ResizeAsync_ScreenAndProgram_HaveTheNewSize()
    {
        TerminalSession session = await Shell("trap 'stty size; exit' WINCH; echo ready; while :; do sleep 0.05; done");
        await session.WaitUntilShownAsync("ready");

        await session.ResizeAsync(new TerminalSize(50, 9));

        await session.Completion.WaitAsync(Patience);
        Assert.Contains("9 50", session.Snapshot().Lines);
        Assert.Equal(new TerminalSize(50, 9), session.Snapshot().Size);
    }

    [Fact]
    public async Task TypeAsync_AfterTheExit_SaysSo()
    {
        TerminalSession session = await Shell("exit 0");
        await session.Completion.WaitAsync(Patience);

        await Assert.ThrowsAsync<SessionEndedException>(async () => await session.TypeAsync("x"u8.ToArray()));
    }

    private ValueTask<TerminalSession> Shell(string script) => _manager.StartAsync(new PtySpawnOptions { Command = "sh", Arguments = ["-c", script] });

    [Fact]
    public async Task TypeAsync_GivenUpAgainAndAgainBeforeAProgramThatNeverReads_PilesUpNothing()
    {
        await using var manager = new SessionManager();
        TerminalSession session = await manager.StartAsync(new PtySpawnOptions { Command = "sh", Arguments = ["-c", "stty raw -echo; echo ready; exec sleep 600"] });
        await session.WaitForAsync(_ => session.Snapshot().Lines[0].StartsWith("ready", StringComparison.Ordinal)).WaitAsync(TimeSpan.FromSeconds(60));
        byte[] input = new byte[100_000];

        for (int i = 0; i < 20; i++)
        {
            using var impatience = new CancellationTokenSource();
            Task typing = session.TypeAsync(input, impatience.Token).AsTask();
            Assert.False(typing.IsCompleted);
            await impatience.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => typing);
        }

        Assert.InRange(session.Process.Writer.UnflushedBytes, 1, input.Length);
    }
}
