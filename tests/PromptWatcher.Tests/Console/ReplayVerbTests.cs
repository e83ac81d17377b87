using System.Text.Json;
using PromptWatcher.Tests.Environments.Replay;

namespace PromptWatcher.Tests.Console;

public sealed class ReplayVerbTests
{
    private static readonly string[] Cast =
    [
        CastFile.HeaderV2,
        """[0.1,"o","building\r\n"]""",
        """[5.25,"o","Continue? [y/N] "]""",
        """[9,"i","y\r"]""",
        """[9.01,"o","y\r\nbuilding\r\n"]""",
        """[12.3456,"m","exit 3"]""",
    ];

    [Fact]
    public async Task Replay_Json_HasTheAgreedShape()
    {
        using var file = new CastFile(Cast);

        CommandRun run = await CommandRun.OfAsync("replay", "--json", file.Path);

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Equal("""{"t":0,"state":"starting"}""", run.Output.Split('\n')[0]);
        JsonElement awaiting = Assert.Single(run.JsonLines, line => line.GetProperty("state").GetString() == "awaiting");
        Assert.InRange(awaiting.GetProperty("t").GetDouble(), 5.25, 6);
        Assert.Equal("confirm", awaiting.GetProperty("kind").GetString());
        Assert.Contains("Continue?", awaiting.GetProperty("question").GetString(), StringComparison.Ordinal);
        Assert.All(awaiting.GetProperty("options").EnumerateArray(), option =>
        {
            Assert.Equal(JsonValueKind.String, option.GetProperty("label").ValueKind);
            Assert.True(option.GetProperty("selected").ValueKind is JsonValueKind.True or JsonValueKind.False);
            Assert.Equal(JsonValueKind.Array, option.GetProperty("keys").ValueKind);
        });
        Assert.EndsWith("""{"t":12.346,"state":"exited","exit_code":3}""" + "\n", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Replay_SeveralTimes_PrintsTheSame()
    {
        string[] recordings = [.. Recordings.Names.Take(10).Select(name => Path.Combine(Recordings.Folder, name + ".cast.gz"))];

        CommandRun first = await CommandRun.OfAsync(["replay", "--json", .. recordings]);
        CommandRun second = await CommandRun.OfAsync(["replay", "--json", .. recordings]);

        Assert.Equal(first, second);
        Assert.Equal(recordings, first.JsonLines.Select(line => line.GetProperty("file").GetString()).Distinct());
        Assert.All(recordings, file =>
        {
            JsonElement[] lines = [.. first.JsonLines.Where(line => line.GetProperty("file").GetString() == file)];
            Assert.Equal("starting", lines[0].GetProperty("state").GetString());
            Assert.Equal("exited", lines[^1].GetProperty("state").GetString());
            Assert.Equal(lines.Select(line => line.GetProperty("t").GetDouble()).Order(), lines.Select(line => line.GetProperty("t").GetDouble()));
        });
    }

    [Fact]
    public async Task Replay_OneFileIsBroken_TheOthersArePlayed()
    {
        using var broken = new CastFile(CastFile.HeaderV2, """[1,"o","a"]""", "nonsense");
        using var file = new CastFile(Cast);

        CommandRun run = await CommandRun.OfAsync("replay", "--json", broken.Path, "/no/such.cast", file.Path);

        Assert.Equal(1, run.ExitCode);
        string[] errors = run.Error.TrimEnd().Split('\n');
        Assert.Equal(2, errors.Length);
        Assert.StartsWith($"promptwatcher: Cannot play {broken.Path}: line 3 is not JSON", errors[0], StringComparison.Ordinal);
        Assert.StartsWith("promptwatcher: Cannot play /no/such.cast: there is no such file.", errors[1], StringComparison.Ordinal);
        Assert.EndsWith("\"state\":\"exited\",\"exit_code\":3}\n", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Replay_WithoutJson_IsReadable()
    {
        using var file = new CastFile(Cast);

        CommandRun run = await CommandRun.OfAsync("replay", file.Path);

        Assert.StartsWith("    0.000  starting\n", run.Output, StringComparison.Ordinal);
        Assert.Contains("  awaiting  confirm: Continue?", run.Output, StringComparison.Ordinal);
        Assert.EndsWith("   12.346  exited    exit code 3\n", run.Output, StringComparison.Ordinal);
    }
}
