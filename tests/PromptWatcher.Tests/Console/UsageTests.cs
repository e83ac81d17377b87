namespace PromptWatcher.Tests.Console;

public sealed class UsageTests
{
    [Theory]
    [InlineData("nonsense", "'nonsense'", "See \"promptwatcher --help\".")]
    [InlineData("run", "run has no command to run.", "Give one after --, as in: promptwatcher run -- claude")]
    [InlineData("run --", "run has no command to run.", "Give one after --")]
    [InlineData("run --agent", "'--agent'", "See \"promptwatcher run --help\".")]
    [InlineData("run --agent nobody -- true", "There is no agent 'nobody'.", "Known: aider,")]
    [InlineData("run --env mars -- true", "There is no environment 'mars'.", "Known: local, replay.")]
    [InlineData("run --size 0x10 -- true", "--size 0x10 is no size a terminal can have.", "Give columns and rows from 1 to 2000, as in 120x40.")]
    [InlineData("run --size 80x100000 -- true", "--size 80x100000", "from 1 to 2000")]
    [InlineData("run --size big -- true", "--size big", "as in 120x40")]
    [InlineData("replay", "'replay'", "See \"promptwatcher replay --help\".")]
    [InlineData("replay --agent nobody a.cast", "There is no agent 'nobody'.", "Known: aider,")]
    [InlineData("run --agnet claude -- true", "run has no option --agnet.", "See \"promptwatcher run --help\"")]
    [InlineData("replay --nonsense a.cast", "replay has no option --nonsense.", "See \"promptwatcher replay --help\"")]
    [InlineData("detect", "detect reads JSON lines", "say so with --jsonl.")]
    [InlineData("screen", "screen reads JSON lines", "say so with --jsonl.")]
    public async Task Run_CalledWrongly_NamesTheValueAndTheRemedy(string args, string value, string remedy)
    {
        CommandRun run = await CommandRun.OfAsync(args.Split(' '));

        Assert.Equal(2, run.ExitCode);
        Assert.StartsWith("promptwatcher: ", run.Error, StringComparison.Ordinal);
        Assert.Contains(value, run.Error, StringComparison.Ordinal);
        Assert.Contains(remedy, run.Error, StringComparison.Ordinal);
        Assert.Single(run.Error.TrimEnd().Split('\n'));
        Assert.Empty(run.Output);
    }

    [Theory]
    [InlineData("run --directory /no/such/directory -- true", "'/no/such/directory'", "Create it")]
    [InlineData("run -- no-such-program", "'no-such-program'", "Install the program")]
    [InlineData("run --events /no/such/file -- true", "/no/such/file", "Give a file in a directory that exists")]
    [InlineData("run --env replay -- /no/such.cast", "/no/such.cast", "Check the path.")]
    [InlineData("replay /no/such.cast", "/no/such.cast", "Check the path.")]
    public async Task Run_SomethingIsMissing_NamesTheValueAndTheRemedy(string args, string value, string remedy)
    {
        CommandRun run = await CommandRun.OfAsync(args.Split(' '));

        Assert.Equal(1, run.ExitCode);
        Assert.Contains(value, run.Error, StringComparison.Ordinal);
        Assert.Contains(remedy, run.Error, StringComparison.Ordinal);
        Assert.Single(run.Error.TrimEnd().Split('\n'));
    }

    [Fact]
    public async Task Help_OfEachVerb_Succeeds()
    {
        foreach (string verb in (string[])["run", "replay", "detect", "screen"])
        {
            CommandRun run = await CommandRun.OfAsync(verb, "--help");

            Assert.Equal(0, run.ExitCode);
            Assert.Contains($"{verb} ", run.Output, StringComparison.Ordinal);
        }
    }
}
