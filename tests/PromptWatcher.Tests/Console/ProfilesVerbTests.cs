using PromptWatcher.Detection;
using PromptWatcher.Tests.Detection;

namespace PromptWatcher.Tests.Console;

public sealed class ProfilesVerbTests : IDisposable
{
    private readonly ProfileFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Check_WrongFile_PrintsALineForEachMistake()
    {
        string file = _folder.Write("x.json", "{ \"id\": \"x\", \"more\": 1,\n\"rules\": [ { \"id\": \"r\", \"state\": \"Idle\", \"region\": \"Options\", \"when\": { \"regex\": [ \"(?=a)\" ] } } ] }");

        CommandRun run = await CommandRun.OfAsync("profiles", "check", file);

        Assert.Equal(1, run.ExitCode);
        Assert.Collection(
            run.Output.TrimEnd().Split('\n'),
            line => Assert.StartsWith($"{file}:1: a profile has no member 'more'", line, StringComparison.Ordinal),
            line => Assert.StartsWith($"{file}:2: rule 'r': the region Options is impossible for the state Idle", line, StringComparison.Ordinal),
            line => Assert.StartsWith($"{file}:2: rule 'r': the regex '(?=a)' uses look-around", line, StringComparison.Ordinal));
        Assert.Empty(run.Error);
    }

    [Fact]
    public async Task Check_RightFile_SaysSo()
    {
        CommandRun run = await CommandRun.OfAsync("profiles", "check", _folder.Write("x.json", """{ "id": "x", "include": [ "claude" ] }"""));

        Assert.Equal((0, "1 profile is right.\n"), (run.ExitCode, run.Output));
    }

    [Fact]
    public async Task List_WithAFile_HasItBesideTheOthers()
    {
        CommandRun run = await CommandRun.OfAsync("profiles", "list", _folder.Write("x.json", """{ "id": "x", "name": "My agent", "commands": [ "x", "ex" ] }"""));

        Assert.Contains("x            My agent                 x ex\n", run.Output, StringComparison.Ordinal);
        Assert.Contains("claude       Claude Code              claude claude-code", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Schema_PrintsIt() => Assert.Equal(AgentProfileSchema.Create(), (await CommandRun.OfAsync("profiles", "schema")).Output);
}
