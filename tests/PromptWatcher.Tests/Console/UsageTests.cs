namespace PromptWatcher.Tests.Console;

public sealed class UsageTests
{
    [Theory]
    [InlineData("nonsense", "'nonsense'", "See \"promptwatcher --help\".")]
    [InlineData("run", "run has no command to run.", "Give one after --, as in: promptwatcher run -- claude")]
    [InlineData("run --", "run has no command to run.", "Give one after --")]
    [InlineData("run --agent", "'--agent'", "See \"promptwatcher run --help\".")]
    [InlineData("run --agent nobody -- true", "There is no agent 'nobody'.", "claude, ")]
    [InlineData("run --env mars -- true", "There is no environment 'mars'.", "Choose one of: docker, local, replay.")]
    [InlineData("run --size 0x10 -- true", "--size 0x10 is no size a terminal can have.", "Give columns and rows from 1 to 2000, as in 120x40.")]
    [InlineData("run --size 80x100000 -- true", "--size 80x100000", "from 1 to 2000")]
    [InlineData("run --size big -- true", "--size big", "as in 120x40")]
    [InlineData("run --image node:22 -- true", "--image is for containers.", "Add --env docker, or leave it out.")]
    [InlineData("run --env local --pull -- true", "--pull is for containers.", "Add --env docker")]
    [InlineData("run --env replay --volume data:/d -- x.cast", "--volume is for containers.", "Add --env docker")]
    [InlineData("run --container box -- true", "--container is for containers.", "Add --env docker")]
    [InlineData("run --project one -- true", "--project is for containers.", "Add --env docker")]
    [InlineData("run --network none -- true", "--network is for containers.", "Add --env docker")]
    [InlineData("run --user 1000 -- true", "--user is for containers.", "Add --env docker")]
    [InlineData("run --env docker -- bash", "needs --image IMAGE", "--container NAME")]
    [InlineData("run --env docker", "needs --image IMAGE", "--container NAME")]
    [InlineData("run --env docker --image a:1 --container b", "needs --image IMAGE", "give one of the two.")]
    [InlineData("run --env docker --image a:1 --nonsense", "run has no option --nonsense.", "See \"promptwatcher run --help\"")]
    [InlineData("run --env docker --image a:1 --volume data", "Cannot mount 'data'", "NAME:/path")]
    [InlineData("run --env docker --image a:1 --volume data:/d:rx", "Cannot mount 'data:/d:rx'", "':ro' or ':rw'")]
    [InlineData("run --env docker --image a:1 --volume /var/run/docker.sock:/s", "the directory '/var/run/docker.sock'", "Mount the directory that the program needs")]
    [InlineData("run --env docker --image a:1 --volume ok:/ok --volume data:../d", "the mount's path '../d' is not absolute.", "Begin it with '/'.")]
    [InlineData("replay", "'replay'", "See \"promptwatcher replay --help\".")]
    [InlineData("replay --agent nobody a.cast", "There is no agent 'nobody'.", "claude, ")]
    [InlineData("run --agnet claude -- true", "run has no option --agnet.", "See \"promptwatcher run --help\"")]
    [InlineData("replay --nonsense a.cast", "replay has no option --nonsense.", "See \"promptwatcher replay --help\"")]
    [InlineData("profiles check", "'check'", "See \"promptwatcher profiles check --help\".")]
    [InlineData("profiles chek", "'chek'", "See \"promptwatcher profiles --help\".")]
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
    [InlineData("run --env docker --image Bad -- true", "'Bad' is no image", "Write it as in 'node:22'")]
    [InlineData("run --env docker --container a;b -- true", "'a;b'", "letters, digits")]
    [InlineData("run --env docker --image a:1 --network host -- true", "the network 'host'", "Use 'none'")]
    [InlineData("run --env docker --image a:1 --user a:b:c -- true", "the user 'a:b:c'", "'1000:1000'")]
    [InlineData("run --env docker --image a:1 --project .. -- true", "'..' cannot be a project id", "beginning with a letter or digit")]
    [InlineData("run --env docker --image a:1 --directory here -- true", "the working directory 'here' is not absolute", "Begin it with '/'")]
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
        foreach (string verb in (string[])["run", "replay", "detect", "screen", "profiles"])
        {
            CommandRun run = await CommandRun.OfAsync(verb, "--help");

            Assert.Equal(0, run.ExitCode);
            Assert.Contains($"{verb} ", run.Output, StringComparison.Ordinal);
        }
    }
}
