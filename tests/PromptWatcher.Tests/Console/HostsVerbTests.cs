using System.Text.Json;
using PromptWatcher.Environments;
using PromptWatcher.Environments.Local;

namespace PromptWatcher.Tests.Console;

public sealed class HostsVerbTests
{
    [SkippableFact]
    public async Task Hosts_Json_TellsEachTerminalOnALine()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "Only Linux has /proc.");
        await using PtyProcess pty = await new LocalEnvironment().SpawnPtyAsync(new PtySpawnOptions { Command = "sleep", Arguments = ["600"] });

        CommandRun run = await CommandRun.OfAsync("hosts", "--json");

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        JsonElement line = Assert.Single(run.JsonLines, line => line.GetProperty("pid").GetInt32() == pty.Info!.ProcessId);
        Assert.Equal(["sleep", "600"], line.GetProperty("command").EnumerateArray().Select(word => word.GetString()));
        Assert.True(line.GetProperty("ours").GetBoolean());
    }

    [SkippableFact]
    public async Task Hosts_ArgumentsThatAPersonMustNotSeeAsTheyAre_AreShownPlain()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "Only Linux has /proc.");
        await using PtyProcess pty = await new LocalEnvironment().SpawnPtyAsync(new PtySpawnOptions { Command = "sh", Arguments = ["-c", "read line", "\u001b]0;owned\u0007[red]\u202e"] });

        CommandRun run = await CommandRun.OfAsync("hosts");

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("sh -c read line  ]0;owned [red]", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', run.Output);
        Assert.DoesNotContain('\u202e', run.Output);
    }

    [Fact]
    public async Task Hosts_EnvironmentThatIsNone_IsRefused() => Assert.Equal(2, (await CommandRun.OfAsync("hosts", "--env", "mars")).ExitCode);
}
