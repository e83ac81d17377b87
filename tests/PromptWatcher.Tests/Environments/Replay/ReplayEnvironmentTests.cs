using System.Globalization;
using System.IO.Pipelines;
using System.Text;
using PromptWatcher.Environments;
using PromptWatcher.Environments.Replay;

namespace PromptWatcher.Tests.Environments.Replay;

public sealed class ReplayEnvironmentTests
{
    private readonly ReplayEnvironment _fast = new(new ReplayOptions { Speed = ReplayOptions.AsFastAsPossible });

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Reader_AsFastAsPossible_ClockIsNeverAheadOfTheConsumer(bool inline)
    {
        using var file = new CastFile([CastFile.HeaderV2, .. Enumerable.Range(1, 500).Select(i => $"[{i * 100},\"o\",\"{i};\"]")]);
        await using PtyProcess pty = await _fast.SpawnPtyAsync(
            new PtySpawnOptions { Command = file.Path, ReaderScheduler = inline ? PipeScheduler.Inline : PipeScheduler.ThreadPool });
        var seen = new List<string>();
        while (await pty.Reader.ReadAsync() is { IsCompleted: false } read)
        {
            await Task.Yield();
            seen.Add(pty.Clock!.GetElapsedTime(0).TotalSeconds + " " + Encoding.UTF8.GetString(read.Buffer));
            pty.Reader.AdvanceTo(read.Buffer.End);
        }

        Assert.Equal(Enumerable.Range(1, 500).Select(i => $"{i * 100} {i};"), seen);
    }

    [Fact]
    public async Task Observe_InputAndResize_ComeInOrderWithOutput()
    {
        using var file = new CastFile(CastFile.HeaderV2, """[0.1,"i","first"]""", """[1,"o","a"]""", """[2,"i","b"]""", """[3,"r","90x20"]""",
            """[4,"o","c"]""", """[5,"m","note"]""");
        await using PtyProcess pty = await _fast.SpawnPtyAsync(new PtySpawnOptions { Command = file.Path });
        var log = new Log(pty.Clock!);
        pty.Observe(log);

        await ConsumeAsync(pty, log);

        Assert.Equal(["0 size 80x24", "0.1 typed first", "1 output a", "2 typed b", "3 size 90x20", "4 output c"], log.Lines);
        Assert.Equal(default, await pty.Completion);
        Assert.Equal(TimeSpan.FromSeconds(5), pty.Clock!.GetElapsedTime(0));
    }

    [Fact]
    public async Task Clock_BeforeTheFirstRead_StandsAtTheStart()
    {
        using var file = new CastFile(CastFile.HeaderV2, """[1,"i","a"]""", """[2,"o","b"]""");
        await using PtyProcess pty = await _fast.SpawnPtyAsync(new PtySpawnOptions { Command = file.Path });

        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(1_700_000_000), pty.Clock!.GetUtcNow());
        Assert.False(pty.Completion.IsCompleted);
    }

    [Fact]
    public async Task Reader_NobodyObserves_PlaysAll()
    {
        using var file = new CastFile(CastFile.HeaderV3, """[1,"i","a"]""", """[1,"r","20x20"]""", """[1,"o","b"]""", """[1,"x","7"]""");
        await using PtyProcess pty = await _fast.SpawnPtyAsync(new PtySpawnOptions { Command = file.Path });

        Assert.Equal("b", await new StreamReader(pty.Reader.AsStream()).ReadToEndAsync());
        Assert.Equal(new PtyExit(7), await pty.Completion);
    }

    [Theory]
    [InlineData("m", "exit 0", 0, null)]
    [InlineData("m", "exit 130", 130, null)]
    [InlineData("m", "exit -15", null, 15)]
    [InlineData("m", "exit code", null, null)]
    [InlineData("m", "end", null, null)]
    [InlineData("x", "3", 3, null)]
    [InlineData("x", "", null, null)]
    public async Task Completion_ExitInTheFile_IsReported(string code, string text, int? exitCode, int? signal)
    {
        using var file = new CastFile(CastFile.HeaderV2, $"[1,\"{code}\",\"{text}\"]", """[2,"m","end"]""");
        await using PtyProcess pty = await _fast.SpawnPtyAsync(new PtySpawnOptions { Command = file.Path });

        await pty.Reader.CopyToAsync(Stream.Null);

        Assert.Equal(new PtyExit(exitCode, signal), await pty.Completion);
    }

    [Fact]
    public async Task Reader_BrokenLine_GivesTheBytesBeforeAndThenTheError()
    {
        using var file = new CastFile(CastFile.HeaderV2, """[1,"o","a"]""", "nonsense");
        await using PtyProcess pty = await _fast.SpawnPtyAsync(new PtySpawnOptions { Command = file.Path });
        var read = new MemoryStream();

        await Assert.ThrowsAsync<EnvironmentException>(() => pty.Reader.CopyToAsync(read));
        EnvironmentException error = await Assert.ThrowsAsync<EnvironmentException>(() => pty.Completion);

        Assert.Equal("a"u8.ToArray(), read.ToArray());
        Assert.Contains("line 3 is not JSON from its byte 2 on", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reader_StartAfter_WaitsForIt()
    {
        using var file = new CastFile(CastFile.HeaderV2, """[1,"i","a"]""", """[2,"o","b"]""");
        var start = new TaskCompletionSource();
        var environment = new ReplayEnvironment(new ReplayOptions { Speed = ReplayOptions.AsFastAsPossible, StartAfter = start.Task });
        await using PtyProcess pty = await environment.SpawnPtyAsync(new PtySpawnOptions { Command = file.Path });
        var log = new Log(pty.Clock!);
        pty.Observe(log);
        ValueTask<ReadResult> read = pty.Reader.ReadAsync();
        Assert.Empty(log.Lines);

        start.SetResult();

        Assert.Equal("b", Encoding.UTF8.GetString((await read).Buffer));
        Assert.Equal(["0 size 80x24", "1 typed a"], log.Lines);
    }

    [Fact]
    public async Task Reader_OwnPace_WaitsAsLongAsRecorded()
    {
        using var file = new CastFile(CastFile.HeaderV2, """[1.5,"o","a"]""", """[100000,"o","b"]""");
        var real = new JumpingTime();
        await using PtyProcess pty = await new ReplayEnvironment(new ReplayOptions(), real).SpawnPtyAsync(new PtySpawnOptions { Command = file.Path });
        using ITimer timer = pty.Clock!.CreateTimer(_ => real.Seen.Add(real.Now), null, TimeSpan.FromSeconds(40), Timeout.InfiniteTimeSpan);

        await pty.Reader.CopyToAsync(Stream.Null);

        Assert.Equal(TimeSpan.FromSeconds(40), Assert.Single(real.Seen));
        Assert.Equal(TimeSpan.FromSeconds(100_000), real.Now);
    }

    [Fact]
    public async Task Reader_FourTimesAsFast_WaitsAQuarter()
    {
        using var file = new CastFile(CastFile.HeaderV2, """[10,"o","a"]""");
        var real = new JumpingTime();
        await using PtyProcess pty = await new ReplayEnvironment(new ReplayOptions { Speed = 4 }, real)
            .SpawnPtyAsync(new PtySpawnOptions { Command = file.Path });

        await pty.Reader.CopyToAsync(Stream.Null);

        Assert.Equal(TimeSpan.FromSeconds(2.5), real.Now);
    }

    [Fact]
    public async Task Kill_WhileWaitingForTheConsumer_EndsThePlayback()
    {
        using var file = new CastFile(CastFile.HeaderV2, """[1,"o","a"]""", """[2,"o","b"]""", """[3,"m","exit 0"]""");
        await using PtyProcess pty = await _fast.SpawnPtyAsync(new PtySpawnOptions { Command = file.Path });
        ReadResult read = await pty.Reader.ReadAsync();

        await _fast.KillPtyAsync(pty.Id);

        Assert.Equal(default, await pty.Completion);
        pty.Reader.AdvanceTo(read.Buffer.End);
        Assert.True((await pty.Reader.ReadAsync()).IsCompleted);
        await _fast.KillPtyAsync(pty.Id);
        await _fast.ResizePtyAsync(pty.Id, new TerminalSize(10, 10));
        await pty.ResizeAsync(new TerminalSize(10, 10));
    }

    [Fact]
    public async Task Kill_BeforeTheFirstRead_PlaysNothing()
    {
        using var file = new CastFile(CastFile.HeaderV2, """[1,"i","a"]""", """[2,"o","b"]""");
        PtyProcess pty = await _fast.SpawnPtyAsync(new PtySpawnOptions { Command = file.Path });
        var log = new Log(pty.Clock!);
        pty.Observe(log);

        await pty.DisposeAsync();

        Assert.Empty(log.Lines);
        Assert.Equal(default, await pty.Completion);
    }

    [Fact]
    public async Task Reader_CompletedByTheConsumer_EndsThePlayback()
    {
        using var file = new CastFile(CastFile.HeaderV2, """[1,"o","a"]""", """[2,"o","b"]""");
        await using PtyProcess pty = await _fast.SpawnPtyAsync(new PtySpawnOptions { Command = file.Path });
        await pty.Reader.ReadAsync();

        await pty.Reader.CompleteAsync();

        Assert.Equal(default, await pty.Completion);
    }

    [Fact]
    public async Task Writer_TypedBytes_AreDiscarded()
    {
        using var file = new CastFile(CastFile.HeaderV2, """[1,"o","a"]""");
        await using PtyProcess pty = await _fast.SpawnPtyAsync(new PtySpawnOptions { Command = file.Path });

        Assert.False((await pty.Writer.WriteAsync("hello"u8.ToArray())).IsCompleted);
    }

    [Fact]
    public async Task ListPtys_LiveOnesOnly_AreNamed()
    {
        using var file = new CastFile(CastFile.HeaderV2, """[1,"o","a"]""");
        await using PtyProcess first = await _fast.SpawnPtyAsync(new PtySpawnOptions { Command = file.Path, SessionId = "one" });
        await using PtyProcess second = await _fast.SpawnPtyAsync(new PtySpawnOptions { Command = file.Path });
        await second.KillAsync();

        PtyInfo info = Assert.Single(await _fast.ListPtysAsync().ToListAsync());

        Assert.Equal((first.Id, "one", file.Path), (info.Id, info.SessionId, Assert.Single(info.Command)));
    }

    [Fact]
    public async Task ResizeAndKill_UnknownTerminal_ErrorNamesItAndTheRemedy()
    {
        PtyNotFoundException kill = await Assert.ThrowsAsync<PtyNotFoundException>(() => _fast.KillPtyAsync("replay-9").AsTask());
        PtyNotFoundException resize = await Assert.ThrowsAsync<PtyNotFoundException>(
            () => _fast.ResizePtyAsync("replay-9", TerminalSize.Default).AsTask());

        Assert.All([kill.Message, resize.Message], message => Assert.Equal(
            "The replay environment has never had a terminal replay-9. ListPtysAsync names those that play.", message));
    }

    [Fact]
    public async Task Resize_SizeOutsideTheLimits_IsRefused()
    {
        using var file = new CastFile(CastFile.HeaderV2);
        await using PtyProcess pty = await _fast.SpawnPtyAsync(new PtySpawnOptions { Command = file.Path });

        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => _fast.ResizePtyAsync(pty.Id, new TerminalSize(0, 10)).AsTask());
    }

    [Fact]
    public async Task Attach_Always_SaysWhatToDo()
    {
        EnvironmentException error = await Assert.ThrowsAsync<EnvironmentException>(async () => await _fast.AttachPtyAsync("replay-1"));

        Assert.Contains("Spawn the file again", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Spawn_WithArguments_IsRefused()
    {
        EnvironmentException error = await Assert.ThrowsAsync<EnvironmentException>(
            () => _fast.SpawnPtyAsync(new PtySpawnOptions { Command = "a.cast", Arguments = ["b.cast"] }).AsTask());

        Assert.Contains("Give the path of one file as the command.", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    public void Constructor_SpeedNotAboveZero_IsRefused(double speed) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new ReplayEnvironment(new ReplayOptions { Speed = speed }));

    private static async Task ConsumeAsync(PtyProcess pty, Log log)
    {
        while (await pty.Reader.ReadAsync() is { IsCompleted: false } read)
        {
            log.Add("output " + Encoding.UTF8.GetString(read.Buffer));
            pty.Reader.AdvanceTo(read.Buffer.End);
        }
    }

    private sealed class Log(TimeProvider clock) : IPtyObserver
    {
        public List<string> Lines { get; } = [];

        public void Add(string line) =>
            Lines.Add(string.Create(CultureInfo.InvariantCulture, $"{clock.GetElapsedTime(0).TotalSeconds} {line}"));

        public void OnResized(TerminalSize size) => Add($"size {size}");

        public void OnTyped(ReadOnlySpan<byte> input) => Add("typed " + Encoding.UTF8.GetString(input));

        public void OnGap() => Add("gap");
    }

    /// <summary>Time that jumps to each timer as it is set, so that a wait takes no time and can still be measured.</summary>
    private sealed class JumpingTime : TimeProvider
    {
        public TimeSpan Now { get; private set; }

        public List<TimeSpan> Seen { get; } = [];

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Now.Ticks;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            Now += dueTime;
            return System.CreateTimer(callback, state, TimeSpan.Zero, Timeout.InfiniteTimeSpan);
        }
    }
}
