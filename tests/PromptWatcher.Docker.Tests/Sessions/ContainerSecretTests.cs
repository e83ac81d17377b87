using PromptWatcher.Docker.Tests.Engines;
using PromptWatcher.Environments;

namespace PromptWatcher.Docker.Tests.Sessions;

/// <summary>Secrets of a program in a container: files in memory, there before it starts.</summary>
[Collection(nameof(NeedsEngine))]
public sealed class ContainerSecretTests(SharedEngines engines) : EngineTest(engines)
{
    private const string Look = "cd $PROMPTWATCHER_SECRETS && ls -A | tr '\\n' ' ' && stat -c '%a %U' one && cat one && stty size && grep -c ' /run/promptwatcher tmpfs' /proc/mounts; read -r end";

    public static TheoryData<EngineKind, string> EnginesAndUsers => new()
    {
        { EngineKind.Installed, "root" }, { EngineKind.Installed, "agent" }, { EngineKind.Newest, "root" }, { EngineKind.Newest, "agent" }, { EngineKind.Podman, "root" }, { EngineKind.Podman, "agent" },
    };

    [SkippableTheory]
    [MemberData(nameof(EnginesAndUsers))]
    public async Task SpawnPtyAsync_Secrets_AreFilesInMemoryOfWhichTheEngineKeepsNothing(EngineKind kind, string user)
    {
        DockerEnvironment docker = await DockerAsync(kind);
        const string Value = "it's \"$HOME\" `x` \\ %s\nü";

        await using PtyProcess pty = await docker.SpawnPtyAsync(new DockerSpawnOptions
        {
            Command = "bash", Arguments = ["-c", Look], User = user, Secrets = new Dictionary<string, string> { ["one"] = Value + "\n", ["two"] = "", ["3"] = "x" }, Size = new TerminalSize(91, 17),
        });

        await pty.ReadUntilAsync($"3 one two 600 {user}\r\n{Value.Replace("\n", "\r\n", StringComparison.Ordinal)}\r\n17 91\r\n1");
        string inspection = await (await Engines.GetAsync(kind)).DockerAsync("inspect", ((DockerPty)pty).ContainerId);
        Assert.DoesNotContain("it's", inspection, StringComparison.Ordinal);
        Assert.Contains("/run/promptwatcher", inspection, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task SpawnPtyAsync_ImageWithoutAShell_RefusesSecretsAndLeavesNothing()
    {
        DockerEnvironment docker = await DockerAsync(EngineKind.Newest);

        var error = await Assert.ThrowsAsync<EnvironmentException>(async () => await docker.SpawnPtyAsync(
            new DockerSpawnOptions { Command = "/odd/place/busybox", Arguments = ["true"], Image = Images.Bare, Secrets = new Dictionary<string, string> { ["one"] = "x" } }));

        Assert.Contains("it has no /bin/sh", error.Message, StringComparison.Ordinal);
        Assert.Equal("", await (await Engines.GetAsync(EngineKind.Newest)).DockerAsync("ps", "--all", "--quiet", "--filter", $"label=promptwatcher.owner={Owner}"));
    }
}
