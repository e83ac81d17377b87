using System.Text;
using PromptWatcher.Environments;
using PromptWatcher.Environments.Replay;

namespace PromptWatcher.Tests.Environments.Replay;

public sealed class AsciicastTests
{
    [Fact]
    public async Task ReadEvents_Version2_TimesAreAbsolute()
    {
        using var file = new CastFile(CastFile.HeaderV2, """[0.5,"o","a\u001b[1m"]""", """[2,"i","é"]""", """[2.25,"r","100x30"]""");

        Assert.Equal(["0.5 o a\e[1m", "2 i é", "2.25 r 100x30"], await ReadAsync(file));
    }

    [Fact]
    public async Task ReadEvents_Version3_TimesAreIntervals()
    {
        using var file = new CastFile(CastFile.HeaderV3, "# a comment", """[0.5,"o","a"]""", "", """[0.25,"m",""]""", """[1,"x","3"]""");

        Assert.Equal(["0.5 o a", "0.75 m ", "1.75 x 3"], await ReadAsync(file));
    }

    [Fact]
    public async Task Open_Version2And3_TellsSizeAndTime()
    {
        using var second = new CastFile(CastFile.HeaderV2);
        using var third = new CastFile(CastFile.HeaderV3);
        await using Asciicast v2 = await Asciicast.OpenAsync(second.Path, default);
        await using Asciicast v3 = await Asciicast.OpenAsync(third.Path, default);

        Assert.Equal(new AsciicastHeader(2, new TerminalSize(80, 24), DateTimeOffset.FromUnixTimeSeconds(1_700_000_000)), v2.Header);
        Assert.Equal(new AsciicastHeader(3, new TerminalSize(100, 30), null), v3.Header);
    }

    [Fact]
    public async Task ReadEvents_GzipWithPlainName_IsToldByItsFirstBytes()
    {
        using var file = new CastFile(CastFile.Gzip(CastFile.HeaderV2, """[1,"o","a"]"""));

        Assert.Equal(["1 o a"], await ReadAsync(file));
    }

    [Fact]
    public async Task ReadEvents_UnknownCode_KeepsItsTimeOnly()
    {
        using var file = new CastFile(CastFile.HeaderV3, """[1,"z",{"new":1}]""", """[1,"o","a"]""");

        Assert.Equal(["1 \0 ", "2 o a"], await ReadAsync(file));
    }

    [Fact]
    public async Task ReadEvents_TimeGoesBack_StandsStill()
    {
        using var file = new CastFile(CastFile.HeaderV2, """[1,"o","a"]""", """[0.9,"i","b"]""", """[1.1,"o","c"]""");

        Assert.Equal(["1 o a", "1 i b", "1.1 o c"], await ReadAsync(file));
    }

    [Fact]
    public async Task ReadEvents_LinesOfEveryLength_AreWhole()
    {
        string[] texts = [.. Enumerable.Range(0, 200).Select(i => new string((char)('a' + i % 26), i * 331))];
        using var file = new CastFile([CastFile.HeaderV2, .. texts.Select(text => $"[1,\"o\",\"{text}\"]\r")]);

        Assert.Equal(texts.Select(text => "1 o " + text), await ReadAsync(file));
    }

    [Theory]
    [InlineData("", 1, "is missing, the file is empty")]
    [InlineData("hello", 1, "is not an asciicast header (it is not JSON)")]
    [InlineData("[1]", 1, "is not an asciicast header (a JSON object with a version)")]
    [InlineData("""{"width":80}""", 1, "is not an asciicast header (a JSON object with a version)")]
    [InlineData("""{"version":1,"width":80,"height":24,"stdout":[]}""", 1, "says version 1, and only 2 and 3")]
    [InlineData("""{"version":"2"}""", 1, "says version \"2\"")]
    [InlineData("""{"version":2,"width":80}""", 1, "does not say how large the terminal is (whole numbers width and height)")]
    [InlineData("""{"version":2,"width":0,"height":24}""", 1, "gives the terminal the size 0x24, and columns and rows are from 1 to 2000")]
    [InlineData("""{"version":2,"width":80,"height":100000}""", 1, "the size 80x100000")]
    [InlineData("""{"version":3,"width":80,"height":24}""", 1, "has no member term")]
    [InlineData("""{"version":3,"term":{"cols":80}}""", 1, "whole numbers cols and rows")]
    [InlineData(CastFile.HeaderV2 + "\n[1,\"o\",\"a", 2, "is not JSON from its byte")]
    [InlineData(CastFile.HeaderV2 + "\n{}", 2, "is not an event (a JSON array of time, code and text)")]
    [InlineData(CastFile.HeaderV2 + "\n[1]", 2, "is not an event")]
    [InlineData(CastFile.HeaderV2 + "\n[\"1\",\"o\",\"a\"]", 2, "is not an event")]
    [InlineData(CastFile.HeaderV2 + "\n[1,\"o\",7]", 2, "its third element is no text")]
    [InlineData(CastFile.HeaderV2 + "\n[1,\"o\",\"a\",2]", 2, "something stands after its text")]
    [InlineData(CastFile.HeaderV2 + "\n[1,\"o\",\"\\ud800\"]", 2, "has text that is not UTF-8")]
    [InlineData(CastFile.HeaderV2 + "\n[1,\"o\",\"a\"]\n[-0.5,\"o\",\"b\"]", 3, "has the time -0.5, and times are from 0 to 1000000000 seconds")]
    [InlineData(CastFile.HeaderV2 + "\n[1e300,\"o\",\"b\"]", 2, "has the time 1E+300")]
    [InlineData(CastFile.HeaderV2 + "\n[1,\"r\",\"0x24\"]", 2, "resizes to no size from 1x1 to 2000x2000")]
    public async Task ReadEvents_BrokenFile_ErrorNamesFileLineAndRemedy(string content, int line, string found)
    {
        using var file = new CastFile(content);

        EnvironmentException error = await Assert.ThrowsAsync<EnvironmentException>(() => ReadAsync(file));

        Assert.StartsWith($"Cannot play {file.Path}: line {line} ", error.Message, StringComparison.Ordinal);
        Assert.Contains(found, error.Message, StringComparison.Ordinal);
        Assert.EndsWith("Give an asciicast file of version 2 or 3, plain or .gz, such as \"asciinema rec\" writes.", error.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task ReadEvents_AnyTruncationOfGzip_IsAnError()
    {
        byte[] whole = CastFile.Gzip([CastFile.HeaderV2, .. Enumerable.Range(1, 20).Select(i => $"[{i},\"o\",\"{i * 7919}\"]")]);
        for (int length = 3; length < whole.Length; length++)
        {
            using var file = new CastFile(whole[..length]);

            EnvironmentException error = await Assert.ThrowsAsync<EnvironmentException>(() => ReadAsync(file));

            Assert.Contains("the gzip data is broken or ends too early", error.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task ReadEvents_GzipOfTwoMembers_IsWhole()
    {
        using var file = new CastFile([.. CastFile.Gzip(CastFile.HeaderV2, """[1,"o","a"]""", ""), .. CastFile.Gzip("""[2,"o","b"]""")]);

        Assert.Equal(["1 o a", "2 o b"], await ReadAsync(file));
    }

    [Fact]
    public async Task ReadEvents_LineWithoutEnd_IsRefusedAtTheLimit()
    {
        using var file = new CastFile(CastFile.Gzip(CastFile.HeaderV2, new string(' ', Asciicast.MaxLineLength * 2)));

        EnvironmentException error = await Assert.ThrowsAsync<EnvironmentException>(() => ReadAsync(file));

        Assert.Contains("line 2 is longer than 16777216 bytes", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Open_MissingFile_ErrorNamesIt()
    {
        EnvironmentException error = await Assert.ThrowsAsync<EnvironmentException>(() => Asciicast.OpenAsync("/no/such.cast", default).AsTask());

        Assert.Equal("Cannot play /no/such.cast: there is no such file. Check the path.", error.Message);
    }

    [Fact]
    public async Task Open_Directory_ErrorNamesIt()
    {
        EnvironmentException error = await Assert.ThrowsAsync<EnvironmentException>(() => Asciicast.OpenAsync(Path.GetTempPath(), default).AsTask());

        Assert.StartsWith($"Cannot play {Path.GetTempPath()}: ", error.Message, StringComparison.Ordinal);
    }

    private static async Task<List<string>> ReadAsync(CastFile file)
    {
        var events = new List<string>();
        await using Asciicast cast = await Asciicast.OpenAsync(file.Path, default);
        await foreach (AsciicastEvent next in cast.ReadEventsAsync())
            events.Add(FormattableString.Invariant($"{next.Time.TotalSeconds} {next.Code} {Encoding.UTF8.GetString(next.Data.Span)}"));
        return events;
    }
}
