using System.IO.Pipelines;
using System.Security.Cryptography;
using System.Text;
using PromptWatcher.Environments;
using PromptWatcher.Environments.Local;

namespace PromptWatcher.Tests.Environments.Local;

public sealed class LocalPtyTests
{
    private readonly LocalEnvironment _local = new();

    [Fact]
    public async Task Reader_ProgramPrintsAndExits_GivesEveryByteAndTheExitCode()
    {
        await using PtyProcess pty = await Shell("printf '%0200000d' 7; exit 3");

        byte[] output = await pty.ReadToEndAsync();

        Assert.Equal(200_000, output.Length);
        Assert.Equal((byte)'7', output[^1]);
        Assert.Equal(new PtyExit(3), await pty.ExitAsync());
    }

    [Fact]
    public async Task Reader_ThousandsOfShortPrograms_LosesNoByteAndNoExitCode()
    {
        const int Programs = 10_000;
        await Parallel.ForAsync(0, Programs, new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (i, _) =>
        {
            int code = i % 256;
            await using PtyProcess pty = await Shell($"printf '%020480d' 7; exit {code}");
            byte[] output = await pty.ReadToEndAsync();
            Assert.Equal(20_480, output.Length);
            Assert.Equal(new PtyExit(code), await pty.ExitAsync());
        });
    }

    [Theory]
    [InlineData("KILL", 9)]
    [InlineData("TERM", 15)]
    [InlineData("SEGV", 11)]
    public async Task Completion_EndedBySignal_TellsTheSignal(string name, int number)
    {
        await using PtyProcess pty = await Shell($"kill -{name} $$; sleep 60");

        await pty.ReadToEndAsync();

        Assert.Equal(new PtyExit(null, number), await pty.ExitAsync());
        Assert.Equal(128 + number, (await pty.ExitAsync()).ShellCode);
    }

    [Fact]
    public async Task Reader_ProgramClosesItsTerminalAndOpensItAgain_ReadsOn()
    {
        await using PtyProcess pty = await Shell("echo one; t=$(tty); exec 0<&- 1>&- 2>&-; sleep 0.3; exec 1>$t; echo two");

        Assert.Equal("one\r\ntwo\r\n", await pty.ReadTextToEndAsync());
    }

    [Fact]
    public async Task Completion_ChildKeepsTheTerminalOpen_ComesAllTheSame()
    {
        await using PtyProcess pty = await Shell("(trap '' HUP; sleep 3) & echo done; exit 0");

        Assert.Equal("done\r\n", await pty.ReadTextToEndAsync());
        Assert.Equal(new PtyExit(0), await pty.ExitAsync());
    }

    [Fact]
    public async Task SpawnPtyAsync_Program_LeadsASessionWithThisTerminalAndSize()
    {
        await using PtyProcess pty = await _local.SpawnPtyAsync(new PtySpawnOptions
        {
            Command = "sh",
            Arguments = ["-c", "stty size; test -t 0 && test -t 1 && test -t 2 && echo tty; ps -o sid=,tpgid= -p $$ | tr -s ' '; echo $$; pwd; echo $TERM:$MARK"],
            Size = new TerminalSize(133, 41),
            WorkingDirectory = "/usr",
            Environment = new Dictionary<string, string?> { ["MARK"] = "ä b" },
        });

        string[] lines = (await pty.ReadTextToEndAsync()).Split("\r\n");
        string process = lines[3];
        Assert.Equal(["41 133", "tty", $"{process} {process}", process, "/usr", "xterm-256color:ä b"], lines[..6].Select(line => line.Trim()));
    }

    [Theory]
    [InlineData(null, null, "xterm-256color truecolor ghostty 1.2.0")]
    [InlineData("TERM_PROGRAM", "vscode", "xterm-256color truecolor vscode -")]
    [InlineData("TERM_PROGRAM", null, "xterm-256color truecolor - -")]
    [InlineData("TERM", "dumb", "dumb truecolor - -")]
    [InlineData("TERM_PROGRAM_VERSION", "1.3.0", "xterm-256color truecolor ghostty 1.3.0")]
    public async Task SpawnPtyAsync_Program_IsToldOfATerminalThatAgentsTellMore(string? name, string? value, string expected)
    {
        await using PtyProcess pty = await _local.SpawnPtyAsync(new PtySpawnOptions
        {
            Command = "sh",
            Arguments = ["-c", "echo $TERM $COLORTERM ${TERM_PROGRAM--} ${TERM_PROGRAM_VERSION--}"],
            Environment = name is null ? new Dictionary<string, string?>() : new Dictionary<string, string?> { [name] = value },
        });

        Assert.Equal(expected, (await pty.ReadTextToEndAsync()).Trim());
    }

    [Fact]
    public async Task SpawnPtyAsync_Program_HasDefaultSignalsAndNoOtherDescriptor()
    {
        await using PtyProcess status = await _local.SpawnPtyAsync(new PtySpawnOptions { Command = "cat", Arguments = ["/proc/self/status"] });
        await using PtyProcess descriptors = await _local.SpawnPtyAsync(new PtySpawnOptions { Command = "ls", Arguments = ["/proc/self/fd"] });

        string signals = await status.ReadTextToEndAsync();
        Assert.Contains("SigBlk:\t0000000000000000", signals, StringComparison.Ordinal);
        Assert.Matches("SigIgn:\t0000000(180|000)000000", signals);      // 32 and 33 are the C library's own.
        Assert.Equal("0  1  2  3", (await descriptors.ReadTextToEndAsync()).Trim());       // 3 is the listed directory.
    }

    [Fact]
    public async Task ResizeAsync_WhileItRuns_SignalsTheProgram()
    {
        await using PtyProcess pty = await Shell("trap 'stty size; exit' WINCH; echo ready; while :; do sleep 0.05; done");
        await pty.ReadUntilAsync("ready");

        await pty.ResizeAsync(new TerminalSize(77, 11));

        Assert.Contains("11 77", await pty.ReadTextToEndAsync(), StringComparison.Ordinal);
        await pty.ResizeAsync(new TerminalSize(80, 25));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(async () => await pty.ResizeAsync(new TerminalSize(0, 25)));
    }

    [Fact]
    public async Task GetTerminalModes_ProgramSwitchesEchoAndLineModeOff_TellsBoth()
    {
        await using PtyProcess pty = await Shell("echo a; read x; stty -echo; echo b; read x; stty -icanon; echo c; read x");
        await pty.ReadUntilAsync("a");
        TerminalModes? first = pty.GetTerminalModes();
        await pty.Writer.WriteAsync("\n"u8.ToArray());
        await pty.ReadUntilAsync("b");
        TerminalModes? second = pty.GetTerminalModes();
        await pty.Writer.WriteAsync("\n"u8.ToArray());
        await pty.ReadUntilAsync("c");
        TerminalModes? third = pty.GetTerminalModes();
        await pty.KillAsync();

        int group = Assert.IsType<int>(first?.ForegroundProcessGroup);
        Assert.Equal(new TerminalModes(true, true, group), first);
        Assert.Equal(new TerminalModes(false, true, group), second);
        Assert.Equal(new TerminalModes(false, false, group), third);
        await pty.ReadToEndAsync();
        await pty.ExitAsync();
        Assert.Null(pty.GetTerminalModes());
    }

    [Fact]
    public async Task Writer_LargePasteIntoARawReader_ArrivesByteExact()
    {
        const int Length = 64 * 1024 * 1024;
        await using PtyProcess pty = await Shell($"stty raw -echo; echo ready; head -c {Length} | sha256sum");
        await pty.ReadUntilAsync("ready");
        byte[] paste = new byte[Length];
        new Random(1).NextBytes(paste);

        FlushResult flushed = await pty.Writer.WriteAsync(paste).AsTask().WaitAsync(TimeSpan.FromSeconds(60));

        Assert.False(flushed.IsCanceled);
        Assert.StartsWith(Convert.ToHexStringLower(SHA256.HashData(paste)), (await pty.ReadTextToEndAsync()).Trim(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Writer_MoreWholeLinesThanTheKernelHolds_ArriveByteExact()
    {
        byte[] lines = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Range(0, 20_000).Select(i => $"line {i} with some text behind it\n")));
        await using PtyProcess pty = await Shell($"stty -echo; echo ready; head -c {lines.Length} | sha256sum");
        await pty.ReadUntilAsync("ready");

        await pty.Writer.WriteAsync(lines).AsTask().WaitAsync(TimeSpan.FromSeconds(60));

        Assert.StartsWith(Convert.ToHexStringLower(SHA256.HashData(lines)), (await pty.ReadTextToEndAsync()).Trim(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(5_000)]
    [InlineData(4_096)]
    public async Task Writer_LineTooLongForACanonicalTerminal_IsRefusedAndNothingIsTyped(int length)
    {
        await using PtyProcess pty = await Shell("stty -echo; echo ready; read line; echo \"got ${#line}\"");
        await pty.ReadUntilAsync("ready");

        var refused = await Assert.ThrowsAsync<InputTooLongException>(async () => await pty.Writer.WriteAsync(Line(length)));
        await pty.Writer.WriteAsync(Line(3));

        Assert.Equal((length, 4_095), (refused.Length, refused.Limit));
        Assert.Equal("got 3", (await pty.ReadTextToEndAsync()).Trim());
    }

    [Fact]
    public async Task Writer_LongestLineThatFits_ArrivesWhole()
    {
        await using PtyProcess pty = await Shell("stty -echo; echo ready; read line; echo \"got ${#line}\"");
        await pty.ReadUntilAsync("ready");

        await pty.Writer.WriteAsync(Line(4_095));

        Assert.Equal("got 4095", (await pty.ReadTextToEndAsync()).Trim());
    }

    [Fact]
    public async Task Writer_LineInTwoPartsTooLongTogether_RefusesTheSecond()
    {
        await using PtyProcess pty = await Shell("stty -echo; echo ready; read line; echo \"got ${#line}\"");
        await pty.ReadUntilAsync("ready");

        await pty.Writer.WriteAsync(Line(3_000)[..^1]);
        await Assert.ThrowsAsync<InputTooLongException>(async () => await pty.Writer.WriteAsync(Line(3_000)));
        await pty.Writer.WriteAsync("\u0015ok\n"u8.ToArray());

        Assert.Equal("got 2", (await pty.ReadTextToEndAsync()).Trim());
    }

    [Fact]
    public async Task Writer_ProgramDoesNotRead_FlushCanBeCanceledAndTheRestFollowsLater()
    {
        const int Length = 1024 * 1024;
        await using PtyProcess pty = await Shell($"stty raw -echo; echo ready; read go < /dev/null; kill -STOP $$; head -c {Length} | sha256sum");
        await pty.ReadUntilAsync("ready");
        byte[] paste = new byte[Length];
        new Random(2).NextBytes(paste);
        using var cancel = new CancellationTokenSource();

        Task<FlushResult> blocked = pty.Writer.WriteAsync(paste, cancel.Token).AsTask();
        cancel.Cancel();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => blocked);
        Assert.True(pty.Writer.UnflushedBytes > 0);
        using (var resume = System.Diagnostics.Process.Start("kill", ["-CONT", $"{ProcessIdOf(pty)}"]))
            await resume.WaitForExitAsync();
        await pty.Writer.FlushAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(60));

        Assert.StartsWith(Convert.ToHexStringLower(SHA256.HashData(paste)), (await pty.ReadTextToEndAsync()).Trim(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Writer_AfterTheExit_CompletesAtOnce()
    {
        await using PtyProcess pty = await Shell("exit 0");
        await pty.ReadToEndAsync();
        await pty.ExitAsync();

        Assert.True((await pty.Writer.WriteAsync("late"u8.ToArray())).IsCompleted);
    }

    [Fact]
    public async Task Reader_ConsumerPausesForLong_HoldsTheProgramBackAndLosesNothing()
    {
        const int Length = 8 * 1024 * 1024;
        await using PtyProcess pty = await Shell($"stty raw; head -c {Length} /dev/zero");

        // Nothing is read until the program can go on no longer.
        ReadResult first = await pty.Reader.ReadAtLeastAsync(32 * 1024);
        pty.Reader.AdvanceTo(first.Buffer.Start);
        Assert.False(pty.Completion.IsCompleted);

        Assert.Equal(Length, (await pty.ReadToEndAsync()).Length);
        Assert.Equal(new PtyExit(0), await pty.ExitAsync());
    }

    [Fact]
    public async Task Reader_ConsumerEndsWithAnError_ProgramRunsToItsEnd()
    {
        await using PtyProcess pty = await Shell("echo one; read go; printf '%0100000d' 7; exit 6");
        await pty.ReadUntilAsync("one");

        await pty.Reader.CompleteAsync(new InvalidOperationException("the consumer's own trouble"));
        await pty.Writer.WriteAsync("\n"u8.ToArray());

        Assert.Equal(new PtyExit(6), await pty.ExitAsync());
    }

    private static int ProcessIdOf(PtyProcess pty) => ((LocalPty)pty).ProcessId;

    private static byte[] Line(int length) => Encoding.ASCII.GetBytes(new string('a', length) + "\n");

    private ValueTask<PtyProcess> Shell(string script) => _local.SpawnPtyAsync(new PtySpawnOptions { Command = "sh", Arguments = ["-c", script] });
}
