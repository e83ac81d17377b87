using System.Net;
using PromptWatcher.Docker.Engine;
using PromptWatcher.Docker.Tests.Engines;
using PromptWatcher.Environments;

namespace PromptWatcher.Docker.Tests.Behaviour;

/// <summary>What an engine refuses, what it silently does instead, and what is said of it.</summary>
[Collection(nameof(NeedsEngine))]
public sealed class ErrorTests(SharedEngines engines) : BehaviourTest(engines)
{
    [SkippableTheory]
    [MemberData(nameof(Every))]
    public async Task SpawnPtyAsync_NameOfAnotherContainer_SaysSoAndLeavesThatOne(EngineKind kind)
    {
        DockerEnvironment docker = await DockerAsync(kind);
        string other = await BehindOurBackAsync(kind, "create", "--name", "claude-session-taken", "--network", "none", Images.Full, "true");
        try
        {
            string error = await RefusedAsync(docker, new PtySpawnOptions { Command = "true", SessionId = "taken" });

            Assert.Contains("Choose another name", error);
            Assert.Equal(other, await BehindOurBackAsync(kind, "ps", "--all", "--quiet", "--no-trunc"));
        }
        finally
        {
            await BehindOurBackAsync(kind, "rm", other);
        }
    }

    /// <summary>No engine has to say it: there is none at this address.</summary>
    [Theory]
    [InlineData("../up", null, null)]
    [InlineData("two words", null, null)]
    [InlineData("s", "relative/path", null)]
    [InlineData("s", null, "/proc/1/root")]
    [InlineData("s", null, "/var/run/docker.sock")]
    public async Task SpawnPtyAsync_WhatEnginesRefuseOrShould_IsRefusedBeforeTheCall(string id, string? directory, string? bind)
    {
        DockerEnvironment docker = Docker("unix:///nowhere/engine.sock");
        var options = new DockerSpawnOptions { Command = "true", SessionId = id, WorkingDirectory = directory, Mounts = bind is null ? [] : [new ContainerMount(bind, "/data")] };

        Assert.DoesNotContain("/nowhere", await RefusedAsync(docker, options));
    }

    [SkippableTheory]
    [MemberData(nameof(Every))]
    public async Task SpawnPtyAsync_MissingImage_SaysHowToGetIt(EngineKind kind)
    {
        DockerEnvironment docker = await DockerAsync(kind);

        var error = await Assert.ThrowsAsync<DockerEngineException>(async () => await docker.SpawnPtyAsync(new DockerSpawnOptions { Command = "true", Image = "no-such-image:7" }));

        Assert.Equal(HttpStatusCode.NotFound, error.Status);
        Assert.Contains("no-such-image:7", error.Message);
        Assert.Contains("docker pull", error.Message);
    }

    [SkippableTheory]
    [MemberData(nameof(Every))]
    public async Task KillAndAttach_UnknownTerminal_SayWhatWasLookedFor(EngineKind kind)
    {
        DockerEnvironment docker = await DockerAsync(kind);

        Assert.Contains("'nobody'", (await Assert.ThrowsAsync<PtyNotFoundException>(async () => await docker.KillPtyAsync("nobody"))).Message);
        Assert.Contains("'nobody'", (await Assert.ThrowsAsync<PtyNotFoundException>(async () => await docker.AttachPtyAsync("nobody"))).Message);
    }

    [SkippableTheory]
    [MemberData(nameof(Every))]
    public async Task SpawnPtyAsync_InAContainerThatCannot_SaysWhatToDo(EngineKind kind)
    {
        DockerEnvironment docker = await DockerAsync(kind);
        string stopped = await BehindOurBackAsync(kind, "create", "--network", "none", Images.Full, "true");
        string paused = await BehindOurBackAsync(kind, "run", "--detach", "--network", "none", Images.Full, "sleep", "600");
        await BehindOurBackAsync(kind, "pause", paused);
        try
        {
            Assert.Contains("docker ps -a", await RefusedAsync(docker, In("no-such-container")));
            Assert.Contains("was not started", await RefusedAsync(docker, In(stopped)));
            Assert.Contains("docker unpause", await RefusedAsync(docker, In(paused)));
        }
        finally
        {
            await BehindOurBackAsync(kind, "unpause", paused);
            await BehindOurBackAsync(kind, "rm", "--force", stopped, paused);
        }
    }

    [SkippableTheory]
    [MemberData(nameof(Every))]
    public async Task SpawnPtyAsync_ProgramThatCannotStart_SaysWhyInsteadOfExiting(EngineKind kind)
    {
        DockerEnvironment docker = await DockerAsync(kind);

        Assert.Contains("no directory of PATH", await RefusedAsync(docker, new PtySpawnOptions { Command = "no-such-program" }));
        Assert.Contains("there is no such file", await RefusedAsync(docker, new PtySpawnOptions { Command = "/no/such/program" }));
        Assert.Contains("chmod +x", await RefusedAsync(docker, new PtySpawnOptions { Command = "/etc/passwd" }));
        Assert.Empty(await BehindOurBackAsync(kind, "ps", "--all", "--quiet"));
    }

    [SkippableTheory]
    [MemberData(nameof(Every))]
    public async Task SpawnPtyAsync_NoCommand_RunsTheShell(EngineKind kind)
    {
        DockerEnvironment docker = await DockerAsync(kind);
        await using PtyProcess pty = await docker.SpawnPtyAsync(new PtySpawnOptions { Command = "", Arguments = ["-c", "echo $0"] });

        Assert.Equal("/bin/bash", (await pty.ReadTextToEndAsync()).Trim());
    }

    [SkippableTheory]
    [MemberData(nameof(Every))]
    public async Task SpawnPtyAsync_MissingUser_SaysSoAndLeavesNothing(EngineKind kind)
    {
        DockerEnvironment docker = await DockerAsync(kind);

        Assert.Contains("Name a user whom the image has", await RefusedAsync(docker, new DockerSpawnOptions { Command = "true", User = "nobody-here" }));

        Assert.Empty(await BehindOurBackAsync(kind, "ps", "--all", "--quiet"));
    }

    /// <summary>An engine makes a working directory that is missing, in the volume too, so that its being there proves nothing.</summary>
    [SkippableTheory]
    [MemberData(nameof(Every))]
    public async Task SpawnPtyAsync_DirectoryThatTheEngineMade_IsNoWorktree(EngineKind kind)
    {
        DockerEnvironment docker = await DockerAsync(kind);
        await BehindOurBackAsync(kind, "volume", "create", "claude-repo-p1");
        try
        {
            await using (PtyProcess pty = await docker.SpawnPtyAsync(Shell("pwd") with { ProjectId = "p1", WorkingDirectory = "/repo/.worktrees/session-s1" }))
                Assert.Equal("/repo/.worktrees/session-s1", (await pty.ReadTextToEndAsync()).Trim());

            string error = await RefusedAsync(docker, new PtySpawnOptions { Command = "true", ProjectId = "p1", SessionId = "s1" });
            Assert.Contains("not a git repository", error);
        }
        finally
        {
            await BehindOurBackAsync(kind, "volume", "rm", "claude-repo-p1");
        }
    }

    [SkippableTheory]
    [MemberData(nameof(Every))]
    public async Task SpawnPtyAsync_MissingVolumeOfAWorktree_IsNotMade(EngineKind kind)
    {
        DockerEnvironment docker = await DockerAsync(kind);

        Assert.Contains("'claude-repo-slip-of-the-pen'", await RefusedAsync(docker, new PtySpawnOptions { Command = "true", ProjectId = "slip-of-the-pen" }));

        Assert.Empty(await BehindOurBackAsync(kind, "volume", "ls", "--quiet"));
    }

    [SkippableTheory]
    [MemberData(nameof(Every))]
    public async Task SpawnPtyAsync_DirectoryInAReadOnlyVolume_SaysWhatToDo(EngineKind kind)
    {
        DockerEnvironment docker = await DockerAsync(kind);
        var options = new DockerSpawnOptions { Command = "true", WorkingDirectory = "/data/missing", Mounts = [new ContainerMount("read-only-data", "/data", IsReadOnly: true)] };
        try
        {
            // Into an empty volume an engine copies what the image has there.
            await BehindOurBackAsync(kind, "run", "--rm", "--network", "none", "--volume", "read-only-data:/data", Images.Full, "touch", "/data/file");
            Assert.Contains("Make the directory", await RefusedAsync(docker, options));
            Assert.Empty(await BehindOurBackAsync(kind, "ps", "--all", "--quiet"));
        }
        finally
        {
            await BehindOurBackAsync(kind, "volume", "rm", "read-only-data");
        }
    }

    /// <summary>Podman 4.3 makes it.</summary>
    [SkippableTheory]
    [MemberData(nameof(OnlyDocker))]
    public async Task SpawnPtyAsync_MissingDirectoryOfTheHost_IsRefusedAndNotMade(EngineKind kind)
    {
        DockerEnvironment docker = await DockerAsync(kind);
        string missing = Path.Combine(Path.GetTempPath(), $"pw-missing-{Guid.NewGuid():N}");

        string error = await RefusedAsync(docker, new DockerSpawnOptions { Command = "true", Mounts = [new ContainerMount(missing, "/data")] });

        Assert.Contains(missing, error);
        Assert.Contains("Make the directory on the engine's host", error);
        Assert.False(Directory.Exists(missing));
    }

    [SkippableTheory]
    [MemberData(nameof(Every))]
    public async Task StartContainerAsync_ContainerThatRuns_ChangesNothing(EngineKind kind)
    {
        DockerEnvironment docker = await DockerAsync(kind);
        using EngineClient engine = await ClientAsync(kind);
        await using PtyProcess pty = await docker.SpawnPtyAsync(Idle);
        DateTimeOffset before = (await engine.InspectContainerAsync(ContainerOf(pty), default)).State.StartedAt;

        await engine.StartContainerAsync(ContainerOf(pty), default);

        Assert.Equal(before, (await engine.InspectContainerAsync(ContainerOf(pty), default)).State.StartedAt);
    }

    [SkippableTheory]
    [InlineData(EngineKind.Installed, "1.99")]
    [InlineData(EngineKind.Installed, "1.5")]
    [InlineData(EngineKind.Newest, "1.99")]
    [InlineData(EngineKind.Newest, "1.5")]
    public async Task ListContainersAsync_VersionThatTheUserPinned_IsRefusedInWords(EngineKind kind, string version)
    {
        using EngineClient engine = await ClientAsync(kind, ("DOCKER_API_VERSION", version));

        Assert.Contains("Unset DOCKER_API_VERSION", (await Assert.ThrowsAsync<DockerEngineException>(() => engine.ListContainersAsync([], default))).Message);
    }

    /// <summary>A proxy may hide the version or tell another engine's. The refusal tells the right one.</summary>
    [SkippableTheory]
    [InlineData(EngineKind.Installed, "1.51")]
    [InlineData(EngineKind.Installed, "1.5")]
    [InlineData(EngineKind.Newest, "1.5")]
    public async Task SpawnPtyAsync_EngineThatTellsAnotherVersion_TakesThatOfItsRefusal(EngineKind kind, string told)
    {
        await using var relay = new Relay((await Engines.GetAsync(kind)).SocketPath)
        {
            OnAnswered = (_, answer) => System.Text.RegularExpressions.Regex.Replace(answer, @"(?<=^HTTP/1\.1 [\s\S]*?\r\nApi-Version: )[\d.]+", told),
        };
        await using PtyProcess pty = await Docker(relay.Endpoint).SpawnPtyAsync(Shell("echo agreed"));

        Assert.Equal("agreed", (await pty.ReadTextToEndAsync()).Trim());
    }

    private static DockerSpawnOptions In(string container) => new() { Command = "true", Container = container };

    private static async Task<string> RefusedAsync(DockerEnvironment docker, PtySpawnOptions options) =>
        (await Assert.ThrowsAnyAsync<EnvironmentException>(async () => await docker.SpawnPtyAsync(options))).Message;
}
