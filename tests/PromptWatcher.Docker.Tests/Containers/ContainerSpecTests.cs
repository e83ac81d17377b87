using System.Text.Json;
using PromptWatcher.Docker.Containers;
using PromptWatcher.Docker.Engine;
using PromptWatcher.Environments;

namespace PromptWatcher.Docker.Tests.Containers;

public sealed class ContainerSpecTests
{
    [Fact]
    public void RequestFor_SpawnForAProject_IsThisJson()
    {
        var spawn = new DockerSpawnOptions
        {
            Command = "claude", Arguments = ["--model", "a b", ""], SessionId = "s1", ProjectId = "shop", Agent = "claude", Size = new TerminalSize(132, 43),
            Environment = new Dictionary<string, string?> { ["TOKEN"] = "x=y\n", ["FOO"] = null }, Memory = 512L << 20, Cpus = 1.5, User = "1000:1000", Network = "none",
            Mounts = [new ContainerMount("cache", "/root/.cache"), new ContainerMount("/srv/data", "/data", IsReadOnly: true)],
            Labels = new Dictionary<string, string> { ["team"] = "blue" },
        };

        ContainerSpec spec = Specs.Create(spawn);

        Assert.Equal("claude-session-s1", spec.Name);
        Assert.Equal(("claude-repo-shop", true, "/repo/.worktrees/session-s1"), (spec.VolumeName, spec.VolumeMustExist, spec.WorktreePath));
        Assert.Equal("""
            {"Image":"debian","Entrypoint":["claude"],"Cmd":["--model","a b",""],
            "Env":["TERM=xterm-256color","COLORTERM=truecolor","TERM_PROGRAM=ghostty","TERM_PROGRAM_VERSION=1.2.0","TOKEN=x=y\n","FOO"],"WorkingDir":"/repo/.worktrees/session-s1","User":"1000:1000",
            "Labels":{"promptwatcher.owner":"promptwatcher","promptwatcher.session":"s1","promptwatcher.lease":"86400","promptwatcher.size":"132x43",
            "promptwatcher.command":"claude","promptwatcher.project":"shop","promptwatcher.agent":"claude","team":"blue"},
            "Tty":true,"OpenStdin":true,"AttachStdin":true,"AttachStdout":true,"AttachStderr":true,"StopSignal":"SIGHUP",
            "HostConfig":{"Init":true,"LogConfig":{"Type":"none"},"Mounts":[
            {"Type":"volume","Source":"claude-repo-shop","Target":"/repo","ReadOnly":false},
            {"Type":"volume","Source":"cache","Target":"/root/.cache","ReadOnly":false},
            {"Type":"bind","Source":"/srv/data","Target":"/data","ReadOnly":true}],
            "NetworkMode":"none","CapDrop":["ALL"],"CapAdd":["CHOWN","DAC_OVERRIDE","FOWNER","FSETID","KILL","SETGID","SETUID"],
            "SecurityOpt":["no-new-privileges"],"PidsLimit":2048,"Memory":536870912,"NanoCpus":1500000000,"ConsoleSize":[43,132]}}
            """.ReplaceLineEndings(""), JsonSerializer.Serialize(spec.RequestFor(Specs.Newer, null), EngineJson.Default.CreateContainerRequest));
    }

    [Fact]
    public void RequestFor_PlainSpawn_LeavesTheImagesOwnPlaceUserAndLimits()
    {
        CreateContainerRequest request = Specs.Request(new PtySpawnOptions { Command = "bash" });

        Assert.Equal((null, null, "debian"), (request.WorkingDir, request.User, request.Image));
        Assert.Equal((null, null, null), (request.HostConfig.Memory, request.HostConfig.NanoCpus, request.HostConfig.NetworkMode));
        Assert.Empty(request.HostConfig.Mounts!);
    }

    [Fact]
    public void RequestFor_EngineThatSetsNoFirstSize_WrapsTheCommandInAShell()
    {
        CreateContainerRequest request = Specs.Request(Specs.Spawn with { Arguments = ["$HOME", "a b"], Size = new TerminalSize(132, 43) }, Specs.Older);

        Assert.Equal(["/bin/sh"], request.Entrypoint!);
        Assert.Equal(["-c", "stty rows 43 cols 132 2>/dev/null; exec \"$@\"", "promptwatcher", "claude", "$HOME", "a b"], request.Cmd!);
        Assert.Null(request.HostConfig.ConsoleSize);
    }

    [Fact]
    public void RequestFor_VariableRemoved_DockerIsToldAndPodmansShellUnsetsIt()
    {
        DockerSpawnOptions spawn = Specs.Spawn with { Environment = new Dictionary<string, string?> { ["TERM"] = null, ["FOO"] = null, ["a.b"] = null, ["9"] = null } };

        Assert.Equal(["COLORTERM=truecolor", "TERM", "FOO", "a.b", "9"], Specs.Request(spawn, Specs.Newer).Env!);
        Assert.Equal(["COLORTERM=truecolor", "TERM", "FOO", "a.b", "9"], Specs.Request(spawn, Specs.Older).Env!);
        Assert.DoesNotContain("unset", Specs.Request(spawn, Specs.Older).Cmd![1], StringComparison.Ordinal);

        // For Podman a name without '=' is the variable of its own service.
        Assert.Equal(["COLORTERM=truecolor"], Specs.Request(spawn, Specs.Podman).Env!);
        Assert.Contains("; unset TERM FOO; exec ", Specs.Request(spawn, Specs.Podman).Cmd![1], StringComparison.Ordinal);
    }

    [Fact]
    public void RequestFor_VariableOfTheSpawn_ReplacesThatOfTheTerminal() =>
        Assert.Equal(["TERM=vt100", "COLORTERM=truecolor"], Specs.Request(Specs.Spawn with { Environment = new Dictionary<string, string?> { ["TERM"] = "vt100" } }).Env!);

    [Fact]
    public void RequestFor_ProgramOfTheTerminalNamed_GetsNoOtherVersion() => Assert.Equal(
        ["TERM=xterm-256color", "COLORTERM=truecolor", "TERM_PROGRAM=vscode"],
        Specs.Request(Specs.Spawn with { Environment = new Dictionary<string, string?> { ["TERM_PROGRAM"] = "vscode" } }).Env!);

    [Fact]
    public void RequestFor_NoCommand_RunsTheShell()
    {
        CreateContainerRequest request = Specs.Request(Specs.Spawn with { Command = "", Arguments = ["-l"] }, configure: options => options.Shell = "/bin/zsh");

        Assert.Equal(["/bin/zsh", "-l"], [.. request.Entrypoint!, .. request.Cmd!]);
    }

    [Fact]
    public void Create_ImageAndLimitsOfTheSpawn_GoBeforeTheEnvironments()
    {
        CreateContainerRequest request = Specs.Request(Specs.Spawn with { Memory = 8 << 20 }, configure: options => (options.Memory, options.Cpus, options.User) = (1L << 30, 2, "agent"));

        Assert.Equal(("node:22", 8L << 20, 2_000_000_000, "agent"), (request.Image, request.HostConfig.Memory, request.HostConfig.NanoCpus, request.User));
    }

    [Theory]
    [InlineData(null, null, true)]
    [InlineData("root", null, true)]
    [InlineData("0:1000", "agent", true)]
    [InlineData(null, "", true)]
    [InlineData(null, "0", true)]
    [InlineData("1000:0", null, false)]
    [InlineData("agent", "root", false)]
    [InlineData(null, "node", false)]
    public void RequestFor_UserOtherThanRoot_KeepsNoCapabilitiesOnPodman(string? user, string? imageUser, bool keeps)
    {
        DockerSpawnOptions spawn = Specs.Spawn with { User = user };

        Assert.Equal(keeps, Specs.Request(spawn, Specs.Podman, imageUser: imageUser).HostConfig.CapAdd!.Any());
        Assert.NotEmpty(Specs.Request(spawn, Specs.Newer, imageUser: imageUser).HostConfig.CapAdd!);
    }

    [Theory]
    [InlineData(null, null, null, null, null, false)]
    [InlineData("/w", null, null, "/w", null, false)]
    [InlineData(null, "/t", null, "/t", "/t", false)]
    [InlineData("/w", "/t", null, "/w", "/t", false)]
    [InlineData(null, null, "p", "/repo/.worktrees/session-s1", "/repo/.worktrees/session-s1", true)]
    [InlineData("/repo", null, "p", "/repo", null, false)]
    [InlineData(null, "/repo/wt/x", "p", "/repo/wt/x", "/repo/wt/x", true)]
    [InlineData(null, "/elsewhere", "p", "/elsewhere", "/elsewhere", false)]
    [InlineData("/repo/wt/x/src", "/repo/wt/x", "p", "/repo/wt/x/src", "/repo/wt/x", true)]
    [InlineData(null, "/repository", "p", "/repository", "/repository", false)]
    public void Create_DirectoryWorktreeAndProject_DecideWhereItStarts(string? directory, string? worktree, string? project, string? starts, string? mustExist, bool volumeMustExist)
    {
        ContainerSpec spec = Specs.Create(Specs.Spawn with { WorkingDirectory = directory, WorktreePath = worktree, ProjectId = project });

        Assert.Equal((starts, mustExist, volumeMustExist), (spec.WorkingDirectory, spec.WorktreePath, spec.VolumeMustExist));
        Assert.Equal(project is null ? null : $"claude-repo-{project}", spec.VolumeName);
    }

    [Fact]
    public void Create_LabelsOfASpawnWithSecrets_HoldNone()
    {
        CreateContainerRequest request = Specs.Request(Specs.Spawn with
        {
            Arguments = ["--token", "hunter2"], Environment = new Dictionary<string, string?> { ["KEY"] = "hunter2" }, InitialPrompt = "hunter2",
        });

        Assert.DoesNotContain(request.Labels!.Values, value => value.Contains("hunter2", StringComparison.Ordinal));
        Assert.Equal("claude", request.Labels["promptwatcher.command"]);
    }

    [Fact]
    public void Create_NoImage_SaysWhereToNameOne()
    {
        var error = Assert.Throws<EnvironmentException>(() => Specs.Create(Specs.Spawn with { Image = null }, options => options.Image = null));

        Assert.Contains("DockerEnvironmentOptions.Image", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Create_TemplateThatTakesAProject_SaysThatThereIsNone()
    {
        var error = Assert.Throws<EnvironmentException>(() => Specs.Create(Specs.Spawn, options => options.ContainerName = "{projectId}-{sessionId}"));

        Assert.Contains("'{projectId}-{sessionId}' takes the id of a project", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void RequireNoSocketOf_MountThatHoldsTheEnginesSocket_IsRefused()
    {
        ContainerSpec spec = Specs.Create(Specs.Spawn with { Mounts = [new ContainerMount("data", "/d"), new ContainerMount("/srv/engines", "/e")] });

        spec.RequireNoSocketOf(new DockerEndpoint(new Uri("tcp://srv:2375")));
        spec.RequireNoSocketOf(new DockerEndpoint(new Uri("unix:///srv/other/docker")));
        spec.RequireNoSocketOf(new DockerEndpoint(new Uri("unix:///data")));
        foreach (string socket in (string[])["/srv/engines/1/listen", "/srv/engines", "/srv/x/../engines/1", "//srv//engines/s"])
        {
            var error = Assert.Throws<EnvironmentException>(() => spec.RequireNoSocketOf(new DockerEndpoint(new Uri($"unix://{socket}"))));
            Assert.Contains("'/srv/engines'", error.Message, StringComparison.Ordinal);
        }
    }
}
