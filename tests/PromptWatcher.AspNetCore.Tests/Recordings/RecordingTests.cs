using System.Text.Json;
using PromptWatcher.Environments;
using PromptWatcher.Sessions;
using PromptWatcher.Terminal;

namespace PromptWatcher.AspNetCore.Tests.Recordings;

public sealed class RecordingTests : IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("promptwatcher-recordings");
    private WebHost _host = null!;

    public async Task InitializeAsync() => _host = await WebHost.StartAsync(options =>
    {
        options.Recording.Directory = _folder.FullName;
        options.Recording.MaxBytesPerFile = 64 * 1024;
        options.Recording.MaxFiles = 3;
    });

    public async Task DisposeAsync()
    {
        await _host.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Recording_OfASession_PlaysToTheSameScreen()
    {
        TerminalSession session = await _host.RunAsync("stty -echo; echo first; read x; printf '\\344\\270'; read x; printf '\\226 and \\033[31mred\\033[m'; exit 6", "one");
        await session.WaitUntilShownAsync("first");
        await session.ResizeAsync(new TerminalSize(40, 10));
        await session.TypeAsync("secret\n"u8.ToArray());
        await session.TypeAsync("\n"u8.ToArray());
        await session.Completion.WaitAsync(WebHost.Patience);

        JsonElement[] lines = await DownloadAsync("one");

        Assert.Equal(3, lines[0].GetProperty("version").GetInt32());
        Assert.Equal("6", lines[^1][2].GetString());
        Screen screen = Play(lines);
        Assert.Equal(new TerminalSize(40, 10), screen.Size);
        Assert.Equal([.. session.Snapshot().Lines], Enumerable.Range(0, 10).Select(screen.LineText));
        Assert.Contains(session.Snapshot().Lines, line => line.Contains("世 and red", StringComparison.Ordinal));
        Assert.DoesNotContain(lines.Skip(1), line => line[1].GetString() == "i");
    }

    [Fact]
    public async Task Recording_OfMuchOutput_GoesOnInOtherFilesAndTheOldestGo()
    {
        TerminalSession session = await _host.RunAsync("stty -echo; for part in 1 2 3 4 5; do seq -f '%06g a line of some text that fills the recording' 1800; echo end of part $part; read x; done", "much");
        for (int part = 1; part <= 5; part++)
        {
            // A part is less than a session keeps for those who are behind: a recorder that is would skip to the present, and make fewer files.
            await Waiting.UntilAsync(async () => (await (await _host.Http.GetAsync(new Uri("api/sessions/much/recording", UriKind.Relative))).Content.ReadAsStringAsync()).Contains($"end of part {part}", StringComparison.Ordinal));
            await session.TypeAsync("\n"u8.ToArray());
        }

        await session.Completion.WaitAsync(WebHost.Patience);

        JsonElement[] last = await DownloadAsync("much");
        (_, _, JsonElement list) = await _host.SendAsync(HttpMethod.Get, "api/sessions/much/recordings");

        Assert.Equal(3, list.GetArrayLength());
        Assert.Equal(session.Snapshot().Lines[20], Play(last).LineText(20));
        string oldest = list[0].GetProperty("name").GetString()!;
        string text = await _host.Http.GetStringAsync(new Uri($"api/sessions/much/recording?name={oldest}", UriKind.Relative));
        Assert.StartsWith("{\"version\":3", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Recordings_OfProgramsThatHaveJustEnded_AreWhole()
    {
        foreach (string id in Enumerable.Range(0, 20).Select(number => $"s{number}"))
        {
            TerminalSession session = await _host.RunAsync("seq 2000; exit 5", id);
            await session.Completion.WaitAsync(WebHost.Patience);

            (int status, _, JsonElement list) = await _host.SendAsync(HttpMethod.Get, $"api/sessions/{id}/recordings");
            JsonElement[] lines = await DownloadAsync(id);

            Assert.Equal((200, 1), (status, list.GetArrayLength()));
            Assert.Equal(_folder.EnumerateFiles("*.cast", SearchOption.AllDirectories).Single(file => file.Directory!.Name == id).Length, list[0].GetProperty("bytes").GetInt64());
            Assert.Equal(("x", "5"), (lines[^1][1].GetString(), lines[^1][2].GetString()));
        }
    }

    [Theory]
    [InlineData("[0.1, \"o\", \"half of", 0)]
    [InlineData("[0.1, \"o\", \"half of", 10_000)]
    public async Task Recording_WithHalfAnEvent_EndsBeforeIt(string half, int more)
    {
        TerminalSession session = await _host.RunAsync("echo shown", "one");
        await session.Completion.WaitAsync(WebHost.Patience);
        JsonElement[] whole = await DownloadAsync("one");
        FileInfo file = _folder.EnumerateFiles("*.cast", SearchOption.AllDirectories).Single();
        await File.AppendAllTextAsync(file.FullName, half + new string('.', more));

        JsonElement[] lines = await DownloadAsync("one");

        Assert.Equal(whole.Select(line => line.GetRawText()), lines.Select(line => line.GetRawText()));
    }

    [Theory]
    [InlineData("..%2f..%2fetc%2fpasswd")]
    [InlineData("%2fetc%2fpasswd")]
    [InlineData("..")]
    [InlineData("*")]
    [InlineData("nothing.cast")]
    public async Task Recording_NameThatIsNone_IsNotFound(string name)
    {
        TerminalSession session = await _host.RunAsync("exit 0", "one");
        await session.Completion.WaitAsync(WebHost.Patience);
        await DownloadAsync("one");

        (int status, string? problem, _) = await _host.SendAsync(HttpMethod.Get, $"api/sessions/one/recording?name={name}");

        Assert.Equal((404, "recording-not-found"), (status, problem));
    }

    [Fact]
    public async Task Recording_OfASession_IsForThisUserAlone()
    {
        TerminalSession session = await _host.RunAsync("exit 0", "one");
        await session.Completion.WaitAsync(WebHost.Patience);
        await DownloadAsync("one");

        FileInfo file = _folder.EnumerateFiles("*.cast", SearchOption.AllDirectories).Single();

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, file.UnixFileMode);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, file.Directory!.UnixFileMode);
    }

    /// <summary>The newest recording.</summary>
    private async Task<JsonElement[]> DownloadAsync(string id)
    {
        string text = await _host.Http.GetStringAsync(new Uri($"api/sessions/{id}/recording", UriKind.Relative));
        return [.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement)];
    }

    private static Screen Play(JsonElement[] lines)
    {
        JsonElement term = lines[0].GetProperty("term");
        var screen = new Screen(new TerminalSize(term.GetProperty("cols").GetInt32(), term.GetProperty("rows").GetInt32()));
        foreach (JsonElement line in lines.Skip(1))
        {
            if (line[1].GetString() == "o")
                screen.Write(System.Text.Encoding.UTF8.GetBytes(line[2].GetString()!));
            else if (line[1].GetString() == "r" && TerminalSize.TryParse(line[2].GetString(), out TerminalSize size))
                screen.Resize(size);
        }

        return screen;
    }
}
