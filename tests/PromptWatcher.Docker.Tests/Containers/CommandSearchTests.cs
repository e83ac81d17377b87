using PromptWatcher.Docker.Containers;
using PromptWatcher.Docker.Engine;
using PromptWatcher.Environments;

namespace PromptWatcher.Docker.Tests.Containers;

public sealed class CommandSearchTests
{
    private const uint Directory = 1u << 31 | 0x1ed;    // 0755
    private const uint Link = 1u << 27 | 0x1ff;         // 0777
    private const uint Program = 0x1ed;
    private const uint Text = 0x1a4;                    // 0644

    private static readonly ImageConfig Image = new(["A=b", "PATH=/usr/local/bin:/usr/bin:/bin", "PATHS=/x"], null, null, "/srv", null);

    private readonly Dictionary<string, (uint Mode, string? Target)> _files = new()
    {
        ["/bin/sh"] = (Program, ""), ["/usr/bin"] = (Directory, ""), ["/usr/bin/git"] = (Program, ""), ["/usr/bin/notes"] = (Text, ""), ["/srv/run.sh"] = (Program, ""), ["/srv/src"] = (Directory, ""),
        ["/bin/vi"] = (Link, "/etc/alternatives/vi"), ["/etc/alternatives/vi"] = (Link, "../../usr/bin/vim"), ["/usr/bin/vim"] = (Program, ""),
        ["/bin/lost"] = (Link, "/nowhere"), ["/bin/loop"] = (Link, "loop"), ["/opt/bin/tool"] = (Program, ""), ["/srv/bin/own"] = (Program, ""), ["/srv/here"] = (Program, ""),
    };

    [Theory]
    [InlineData("git")]
    [InlineData("vi")]
    [InlineData("/usr/bin/git")]
    [InlineData("/bin/vi")]
    [InlineData("./run.sh")]
    [InlineData("bin/own")]
    public async Task RequireAsync_CommandThatIsThere_Passes(string command) => await RequireAsync(Specs.Create(Specs.Spawn with { Command = command }));

    [Theory]
    [InlineData("nope", "no directory of PATH holds a command of that name in the image 'node:22' (PATH is '/usr/local/bin:/usr/bin:/bin')")]
    [InlineData("git log", "its arguments go beside it")]
    [InlineData("lost", "no directory of PATH")]
    [InlineData("loop", "no directory of PATH")]
    [InlineData("/no/such", "there is no such file in the image 'node:22'")]
    [InlineData("./nope", "there is no such file")]
    [InlineData("notes", "chmod +x")]
    [InlineData("./src", "is a directory")]
    public async Task RequireAsync_CommandThatIsNot_SaysSo(string command, string why)
    {
        var error = await Assert.ThrowsAsync<EnvironmentException>(() => RequireAsync(Specs.Create(Specs.Spawn with { Command = command })));

        Assert.StartsWith($"Cannot start '{command}'", error.Message, StringComparison.Ordinal);
        Assert.Contains(why, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RequireAsync_PathOfTheSpawn_GoesBeforeTheImages()
    {
        DockerSpawnOptions spawn = Specs.Spawn with { Command = "tool", Environment = new Dictionary<string, string?> { ["PATH"] = "/opt/bin" } };

        await RequireAsync(Specs.Create(spawn));

        await Assert.ThrowsAsync<EnvironmentException>(() => RequireAsync(Specs.Create(spawn with { Command = "git" })));
    }

    [Theory]
    [InlineData("", "here")]
    [InlineData("/opt/bin:", "here")]
    [InlineData("bin", "../srv/bin/own")]
    public async Task RequireAsync_RelativeEntryOfPath_BeginsAtTheWorkingDirectory(string path, string command)
    {
        await RequireAsync(Specs.Create(Specs.Spawn with { Command = command, WorkingDirectory = "/srv", Environment = new Dictionary<string, string?> { ["PATH"] = path } }));
    }

    [Fact]
    public async Task RequireAsync_NoPathAnywhere_IsTheEnginesOwn()
    {
        await RequireAsync(Specs.Create(Specs.Spawn with { Command = "git" }), new ImageConfig(null, null, null, null, null));

        await RequireAsync(Specs.Create(Specs.Spawn with { Command = "git" }), null);
    }

    [Fact]
    public async Task RequireAsync_ImageWithoutAShell_IsRefusedWhereOneStartsTheProgram()
    {
        _files.Remove("/bin/sh");
        ContainerSpec spec = Specs.Create(Specs.Spawn with { Command = "git" });

        var error = await Assert.ThrowsAsync<EnvironmentException>(() => RequireAsync(spec));

        Assert.Contains("has no /bin/sh", error.Message, StringComparison.Ordinal);
        await RequireAsync(spec, Image, throughShell: false);
    }

    private Task RequireAsync(ContainerSpec spec) => RequireAsync(spec, Image);

    private Task RequireAsync(ContainerSpec spec, ImageConfig? image, bool throughShell = true) => CommandSearch.RequireAsync(SoughtCommand.Of(spec, image), throughShell, path =>
    {
        Assert.StartsWith("/", path, StringComparison.Ordinal);
        return ValueTask.FromResult(_files.TryGetValue(Path.GetFullPath(path), out (uint Mode, string? Target) file) ? new PathStat(path, 0, file.Mode, default, file.Target) : null);
    });
}
