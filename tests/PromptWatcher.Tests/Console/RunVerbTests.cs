using System.Text.Json;
using PromptWatcher.Tests.Environments.Replay;

namespace PromptWatcher.Tests.Console;

public sealed class RunVerbTests
{
    [Theory]
    [InlineData("exit 0", 0)]
    [InlineData("exit 77", 77)]
    [InlineData("kill -TERM $$", 143)]
    [InlineData("kill -KILL $$", 137)]
    public async Task Run_Pipes_ExitCodeIsTheProgramsOwn(string script, int expected)
    {
        CommandRun run = await CommandRun.OfAsync("run", "--", "sh", "-c", script);

        Assert.Equal(expected, run.ExitCode);
    }

    [Fact]
    public async Task Run_Pipes_OutputIsWhole()
    {
        CommandRun run = await CommandRun.OfAsync("run", "--", "sh", "-c", "i=0; while [ $i -lt 20000 ]; do echo $i; i=$((i+1)); done");

        Assert.Equal(string.Concat(Enumerable.Range(0, 20_000).Select(i => $"{i}\r\n")), run.Output);
    }

    [Theory]
    [InlineData("one\ntwo\n", "one two ")]
    [InlineData("one\ntwo", "one two")]
    public async Task Run_Pipes_InputIsTypedAndItsEndIsControlD(string input, string expected)
    {
        CommandRun run = await CommandRun.WithInputAsync(input, "run", "--", "sh", "-c", "stty -echo -onlcr; tr '\\n' ' '");

        Assert.Equal(0, run.ExitCode);
        Assert.EndsWith(expected, run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_Pipes_LineTooLongForTheTerminalIsRefused()
    {
        CommandRun run = await CommandRun.WithInputAsync(new string('x', 5000) + "\n", "run", "--", "cat");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("canonical mode", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_NobodyReadsTheOutput_EndsTheProgram()
    {
        (int exitCode, _) = await CommandRun.WithStreamsAsync(Stream.Null, new BrokenPipe(), "run", "--", "yes");

        Assert.Equal(141, exitCode);
    }

    [Fact]
    public async Task Replay_NobodyReadsTheOutput_EndsQuietly()
    {
        using var file = new CastFile(CastFile.HeaderV2, """[1,"o","a"]""");

        (int exitCode, string error) = await CommandRun.WithStreamsAsync(Stream.Null, new BrokenPipe(), "replay", file.Path);

        Assert.Equal((141, ""), (exitCode, error));
    }

    [Fact]
    public async Task Run_Pipes_StatesGoToStandardError()
    {
        CommandRun run = await CommandRun.OfAsync("run", "--", "sh", "-c", "exit 4");

        Assert.Matches("^promptwatcher: [0-9.]+ (starting|exited: exit code 4)\n", run.Error);
        Assert.EndsWith(" exited: exit code 4\n", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_Events_GoToTheFileAsJsonLines()
    {
        string events = Path.Combine(Path.GetTempPath(), $"promptwatcher-{Guid.NewGuid():N}.jsonl");
        try
        {
            CommandRun run = await CommandRun.OfAsync("run", "--size", "90x20", "--events", events, "--", "sh", "-c", "stty size; kill -INT $$");

            Assert.Equal((130, "20 90\r\n", ""), (run.ExitCode, run.Output, run.Error));
            JsonElement last = JsonDocument.Parse((await File.ReadAllLinesAsync(events))[^1]).RootElement;
            Assert.Equal(("exited", 2), (last.GetProperty("state").GetString(), last.GetProperty("signal").GetInt32()));
        }
        finally
        {
            File.Delete(events);
        }
    }

    [Fact]
    public async Task Run_ReplayEnvironment_PlaysTheRecording()
    {
        using var file = new CastFile(CastFile.HeaderV3, """[0.001,"o","recorded"]""", """[0.001,"x","9"]""");

        CommandRun run = await CommandRun.OfAsync("run", "--env", "replay", "--", file.Path);

        Assert.Equal((9, "recorded"), (run.ExitCode, run.Output));
    }

    [Fact]
    public async Task Demonstration_NoArguments_FindsAndAnswersThePrompt()
    {
        CommandRun run = await CommandRun.OfAsync();

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Contains("permission: Do you want to proceed?", run.Output, StringComparison.Ordinal);
        Assert.Contains("AnswerAsync(prompt, \"Yes\")", run.Output, StringComparison.Ordinal);
        Assert.Contains("Bash(dotnet test): allowed", run.Output, StringComparison.Ordinal);
        Assert.Contains("exited (exit code 0)", run.Output, StringComparison.Ordinal);
        Assert.EndsWith("dotnet run --project samples/PromptWatcher.Console -- run -- COMMAND\n", run.Output, StringComparison.Ordinal);
    }

    /// <summary>An output whose reader has gone.</summary>
    private sealed class BrokenPipe : MemoryStream
    {
        private const int EPIPE = 32;

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) =>
            throw new IOException("Broken pipe", EPIPE);

        public override void Write(ReadOnlySpan<byte> buffer) => throw new IOException("Broken pipe", EPIPE);

        public override void Write(byte[] buffer, int offset, int count) => throw new IOException("Broken pipe", EPIPE);
    }
}
