using PromptWatcher.Tests.Environments.Replay;

namespace PromptWatcher.Tests.Console;

public sealed class ScreenVerbTests
{
    [Theory]
    [InlineData(false, """["one","   two  x"],"cursor":[9,1]""")]
    [InlineData(true, """["one","two  x"],"cursor":[6,1]""")]
    public async Task Screen_File_ShowsLinesAndCursor(bool onlcr, string expected)
    {
        using var file = new CastFile("one", "two  \e[1mx");

        CommandRun run = await CommandRun.WithInputAsync(
            $$"""{"file":"{{file.Path}}","cols":20,"rows":2,"onlcr":{{(onlcr ? "true" : "false")}}}""", "screen", "--jsonl");

        Assert.Equal($$"""{"file":"{{file.Path}}","lines":{{expected}}}""" + "\n", run.Output);
    }

    [Fact]
    public async Task Screen_LineFeedAtEveryPlace_IsConverted()
    {
        using var file = new CastFile("\n\na\r\n\nb\n");

        CommandRun run = await CommandRun.WithInputAsync($$"""{"file":"{{file.Path}}","cols":9,"rows":6,"onlcr":true}""", "screen", "--jsonl");

        Assert.Contains("""["","","a","","b",""],"cursor":[0,5]""", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Screen_WithDump_GivesTheBytesThatShowTheSame()
    {
        using var file = new CastFile("one\ntwo");

        CommandRun run = await CommandRun.WithInputAsync(
            $$"""{"file":"{{file.Path}}","cols":9,"rows":2,"onlcr":true,"dump":true}""", "screen", "--jsonl");

        string dump = Convert.ToBase64String("\econe\r\ntwo"u8);
        Assert.EndsWith($"],\"dump\":\"{dump}\"}}\n", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Screen_MissingFile_IsReportedAndTheOthersGoOn()
    {
        using var file = new CastFile("a");

        CommandRun run = await CommandRun.WithInputAsync($$"""
            {"file":"/no/such/file","cols":9,"rows":1}
            {"cols":9,"rows":1}
            {"file":"{{file.Path}}","cols":9,"rows":1}
            """, "screen", "--jsonl");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("line 1 of the input", run.Error, StringComparison.Ordinal);
        Assert.Contains("/no/such/file", run.Error, StringComparison.Ordinal);
        Assert.Contains("line 2 of the input: it has no \"file\"", run.Error, StringComparison.Ordinal);
        Assert.Single(run.JsonLines);
    }
}
