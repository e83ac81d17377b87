using System.Text.Json;
using PromptWatcher.Docker.Containers;
using PromptWatcher.Docker.Engine;
using PromptWatcher.Environments;

namespace PromptWatcher.Docker.Tests.Containers;

public sealed class ExecSpecTests
{
    private static readonly DockerSpawnOptions Spawn = new() { Command = "top", Arguments = ["-b"], Container = "box", User = "agent", WorkingDirectory = "/w", Size = new TerminalSize(80, 24) };

    [Fact]
    public void RequestFor_NewerEngine_IsThisJson() => Assert.Equal(
        """{"Cmd":["top","-b"],"Env":["TERM=xterm-256color","COLORTERM=truecolor","TERM_PROGRAM=ghostty","TERM_PROGRAM_VERSION=1.2.0"],"WorkingDir":"/w","User":"agent","Tty":true,"AttachStdin":true,"AttachStdout":true,"AttachStderr":true,"ConsoleSize":[24,80]}""",
        JsonSerializer.Serialize(Create(Spawn).RequestFor(Specs.Newer), EngineJson.Default.CreateExecRequest));

    [Fact]
    public void RequestFor_OlderEngine_WrapsTheCommandInAShell()
    {
        CreateExecRequest request = Create(Spawn).RequestFor(Specs.Older);

        Assert.Contains("stty rows 24 cols 80", request.Cmd[2], StringComparison.Ordinal);
        Assert.Equal(["promptwatcher", "top", "-b"], request.Cmd.Skip(3));
        Assert.Null(request.ConsoleSize);
    }

    [Fact]
    public void Create_OptionOfAContainerOfItsOwn_IsRefused()
    {
        (string, DockerSpawnOptions)[] cases =
        [
            ("Image", Spawn with { Image = "a" }), ("Mounts", Spawn with { Mounts = [new ContainerMount("vol", "/v")] }), ("Network", Spawn with { Network = "none" }),
            ("Memory", Spawn with { Memory = 1L << 30 }), ("Cpus", Spawn with { Cpus = 1 }), ("Labels", Spawn with { Labels = new Dictionary<string, string> { ["a"] = "b" } }),
        ];

        foreach ((string option, DockerSpawnOptions options) in cases)
        {
            var error = Assert.Throws<EnvironmentException>(() => Create(options));
            Assert.Contains($"DockerSpawnOptions.{option} ", error.Message, StringComparison.Ordinal);
            Assert.Contains("'box'", error.Message, StringComparison.Ordinal);
        }
    }

    private static ExecSpec Create(DockerSpawnOptions options) => ExecSpec.Create(new DockerEnvironmentOptions(), options, "s1");
}
