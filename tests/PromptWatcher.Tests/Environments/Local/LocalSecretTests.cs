using System.Runtime.Versioning;
using PromptWatcher.Environments;
using PromptWatcher.Environments.Local;

namespace PromptWatcher.Tests.Environments.Local;

[UnsupportedOSPlatform("windows")]
public sealed class LocalSecretTests
{
    private readonly LocalEnvironment _local = new();
    private readonly string _name = Guid.NewGuid().ToString("N");

    [Fact]
    public async Task SpawnPtyAsync_Secrets_AreFilesInMemoryForThisUserAndGoneAtTheEnd()
    {
        await using PtyProcess pty = await SpawnAsync("""
            cd "$PROMPTWATCHER_SECRETS"; stat -c '%a %n' . *; stat -f -c %T .; cat key; env | grep -c 'a b' ; pwd
            """, new() { ["key"] = "a b\nü", ["other"] = "" });

        string[] lines = (await pty.ReadTextToEndAsync()).Split("\r\n");
        await pty.ExitAsync();

        Assert.Equal(["700 .", "600 key", "600 other", "tmpfs", "a b", "ü0"], lines[..6]);
        await Waiting.UntilAsync(() => !Directory.Exists(lines[6]));
    }

    [Fact]
    public async Task SpawnPtyAsync_ProgramThatCannotStart_LeavesNoSecrets()
    {
        // Found and executable, but no program: the kernel refuses it when the secrets are there already.
        string program = Path.GetTempFileName();
        File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserExecute);

        await Assert.ThrowsAsync<EnvironmentException>(async () => await _local.SpawnPtyAsync(new PtySpawnOptions { Command = program, Secrets = new Dictionary<string, string> { [_name] = "x" } }));

        Assert.DoesNotContain(Directories(), directory => File.Exists(Path.Combine(directory, _name)));
        File.Delete(program);
    }

    [Fact]
    public async Task SpawnPtyAsync_SecretsOfAHostThatIsNoMore_AreRemoved()
    {
        string left = Directory.CreateDirectory($"{Path.GetDirectoryName(await PlaceAsync())}/promptwatcher-{Uri.EscapeDataString($"{System.Environment.MachineName}/999999999/1")}-{Guid.NewGuid():N}").FullName;
        File.WriteAllText(Path.Combine(left, "key"), "x");

        await using PtyProcess pty = await SpawnAsync("true", new() { ["key"] = "y" });

        Assert.False(Directory.Exists(left));
    }

    [Theory]
    [InlineData("", "a")]
    [InlineData("../key", "a")]
    [InlineData("a/b", "a")]
    [InlineData(".gate", "a")]
    [InlineData("-n", "a")]
    [InlineData("a\nb", "a")]
    [InlineData("kéy", "a")]
    [InlineData("key", "a\0b")]
    public async Task SpawnPtyAsync_SecretThatWillNotDo_IsRefusedAndNotShown(string name, string value)
    {
        var error = await Assert.ThrowsAsync<EnvironmentException>(() => SpawnAsync("true", new() { [name] = value + "hidden" }));

        Assert.DoesNotContain("hidden", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SpawnPtyAsync_TooManyTooLongOrBrokenSecrets_AreRefused()
    {
        await Assert.ThrowsAsync<EnvironmentException>(() => SpawnAsync("true", Enumerable.Range(0, 33).ToDictionary(i => $"k{i}", _ => "x")));
        await Assert.ThrowsAsync<EnvironmentException>(() => SpawnAsync("true", new() { ["key"] = new string('ü', 32 * 1024 + 1) }));
        await Assert.ThrowsAsync<EnvironmentException>(() => SpawnAsync("true", new() { ["key"] = "\ud800" }));
    }

    private static IEnumerable<string> Directories() => new[] { "/dev/shm", System.Environment.GetEnvironmentVariable("XDG_RUNTIME_DIR"), Path.GetTempPath() }
        .Where(Directory.Exists).SelectMany(place => Directory.GetDirectories(place!, "promptwatcher-*"));

    private async Task<string> PlaceAsync()
    {
        await using PtyProcess pty = await SpawnAsync("printf %s \"$PROMPTWATCHER_SECRETS\"", new() { ["key"] = "y" });
        return await pty.ReadTextToEndAsync();
    }

    private async Task<PtyProcess> SpawnAsync(string script, Dictionary<string, string> secrets) =>
        await _local.SpawnPtyAsync(new PtySpawnOptions { Command = "sh", Arguments = ["-c", script], Secrets = secrets });
}
