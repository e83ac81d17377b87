using PromptWatcher.Environments;
using PromptWatcher.Environments.Local;

namespace PromptWatcher.Tests.Environments.Local;

public sealed class SpawnErrorTests : IDisposable
{
    private readonly LocalEnvironment _local = new();
    private readonly string _directory = Directory.CreateTempSubdirectory("pw-spawn-").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public async Task SpawnPtyAsync_UnknownProgram_NamesItAndThePath() =>
        await Refused(new PtySpawnOptions { Command = "no-such-program", Environment = new Dictionary<string, string?> { ["PATH"] = "/bin:/opt/x" } }, "no-such-program", "/bin:/opt/x", "full path");

    [Fact]
    public async Task SpawnPtyAsync_EmptyCommand_SaysWhatToName() => await Refused(new PtySpawnOptions { Command = "" }, "empty", "bash");

    [Fact]
    public async Task SpawnPtyAsync_MissingFile_NamesTheWorkingDirectory() =>
        await Refused(new PtySpawnOptions { Command = "./missing", WorkingDirectory = _directory }, "./missing", _directory);

    [Fact]
    public async Task SpawnPtyAsync_EmptyWorkingDirectory_SaysSo() => await Refused(new PtySpawnOptions { Command = "sh", WorkingDirectory = "" }, "working directory is empty");

    [Fact]
    public async Task SpawnPtyAsync_MissingDirectory_NamesIt() =>
        await Refused(new PtySpawnOptions { Command = "sh", WorkingDirectory = "/no/such/dir" }, "/no/such/dir", "no such directory");

    [Fact]
    public async Task SpawnPtyAsync_FileWithoutRights_SaysChmod() => await Refused(new PtySpawnOptions { Command = Script("plain", "#!/bin/sh\n", UnixFileMode.UserRead) }, "chmod");

    [Fact]
    public async Task SpawnPtyAsync_FileThatIsNoProgram_SaysWhatIsMissing() =>
        await Refused(new PtySpawnOptions { Command = Script("text", "just text\n", UnixFileMode.UserRead | UnixFileMode.UserExecute) }, "#!", "errno 8");

    [Fact]
    public async Task SpawnPtyAsync_MissingInterpreter_SaysSo() =>
        await Refused(new PtySpawnOptions { Command = Script("script", "#!/no/such/interpreter\n", UnixFileMode.UserRead | UnixFileMode.UserExecute) }, "interpreter", "errno 2");

    [Fact]
    public async Task SpawnPtyAsync_Directory_SaysSo() => await Refused(new PtySpawnOptions { Command = _directory + "/" }, "is a directory");

    [Theory]
    [InlineData(0, 40)]
    [InlineData(120, 0)]
    [InlineData(100_000, 40)]
    [InlineData(-1, -1)]
    public async Task SpawnPtyAsync_ImpossibleSize_NamesTheSizeAndTheLimits(int columns, int rows)
    {
        var error = await Assert.ThrowsAsync<ArgumentOutOfRangeException>(async () => await _local.SpawnPtyAsync(new PtySpawnOptions { Command = "sh", Size = new TerminalSize(columns, rows) }));

        Assert.Contains($"{columns}x{rows}", error.Message, StringComparison.Ordinal);
        Assert.Contains("1 to 2000", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a=b", "v")]
    [InlineData("", "v")]
    [InlineData("name", "a\0b")]
    public async Task SpawnPtyAsync_ImpossibleVariable_IsRefused(string name, string value) =>
        await Assert.ThrowsAsync<EnvironmentException>(async () => await _local.SpawnPtyAsync(new PtySpawnOptions { Command = "sh", Environment = new Dictionary<string, string?> { [name] = value } }));

    [Fact]
    public async Task SpawnPtyAsync_ArgumentWithNul_IsRefused() =>
        await Assert.ThrowsAsync<ArgumentException>(async () => await _local.SpawnPtyAsync(new PtySpawnOptions { Command = "sh", Arguments = ["a\0b"] }));

    [Fact]
    public async Task SpawnPtyAsync_IdThatRuns_IsRefusedAndTheFirstGoesOn()
    {
        await using PtyProcess first = await _local.SpawnPtyAsync(new PtySpawnOptions { Command = "cat", SessionId = "twice" });

        await Refused(new PtySpawnOptions { Command = "cat", SessionId = "twice" }, "twice", "another session id");

        Assert.False(first.Completion.IsCompleted);
        Assert.Equal(["twice"], await _local.ListPtysAsync().Select(info => info.Id).ToListAsync());
    }

    [Fact]
    public async Task KillPtyAsync_UnknownTerminal_NamesThoseThatRun()
    {
        await using PtyProcess pty = await _local.SpawnPtyAsync(new PtySpawnOptions { Command = "cat", SessionId = "known" });

        var error = await Assert.ThrowsAsync<PtyNotFoundException>(async () => await _local.KillPtyAsync("other"));

        Assert.Contains("known", error.Message, StringComparison.Ordinal);
        await _local.KillPtyAsync("known");
        Assert.NotNull((await pty.ExitAsync()).Signal);
    }

    [Fact]
    public async Task AttachPtyAsync_AnyTerminal_SaysWhyNot() => await Assert.ThrowsAsync<PtyNotFoundException>(async () => await _local.AttachPtyAsync("any"));

    [Fact]
    public async Task SpawnPtyAsync_WithoutInheritedVariables_KeepsOnlyTheBasicOnes()
    {
        Environment.SetEnvironmentVariable("PW_TEST_TOKEN", "secret");
        using var unset = new Unset("PW_TEST_TOKEN");
        await using PtyProcess pty = await _local.SpawnPtyAsync(new PtySpawnOptions { Command = "env", InheritEnvironment = false });

        string output = await pty.ReadTextToEndAsync();

        Assert.Contains("PATH=", output, StringComparison.Ordinal);
        Assert.DoesNotContain("PW_TEST_TOKEN", output, StringComparison.Ordinal);
    }

    private string Script(string name, string content, UnixFileMode mode)
    {
        string path = Path.Combine(_directory, name);
        File.WriteAllText(path, content);
        File.SetUnixFileMode(path, mode);
        return path;
    }

    private async Task Refused(PtySpawnOptions options, params string[] words)
    {
        var error = await Assert.ThrowsAnyAsync<EnvironmentException>(async () => await _local.SpawnPtyAsync(options));
        Assert.All(words, word => Assert.Contains(word, error.Message, StringComparison.Ordinal));
    }

    private sealed class Unset(string name) : IDisposable
    {
        public void Dispose() => Environment.SetEnvironmentVariable(name, null);
    }
}
