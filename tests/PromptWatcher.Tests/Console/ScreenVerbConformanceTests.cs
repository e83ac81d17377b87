using System.Text.Json;
using PromptWatcher.Environments;
using PromptWatcher.Terminal;
using PromptWatcher.Tests.Terminal;

namespace PromptWatcher.Tests.Console;

/// <summary>The command shows what the library shows, so that other terminals' suites can be run through either.</summary>
public sealed class ScreenVerbConformanceTests
{
    private const int Columns = 80, Rows = 25;

    [SkippableTheory]
    [InlineData("xtermjs-escape-files", "*.in")]
    [InlineData("alacritty-ref", "alacritty.recording")]
    public async Task Screen_FilesOfASuite_ShowWhatTheLibraryShows(string suite, string pattern)
    {
        string[] files = Directory.GetFiles(ConformanceData.Suite(suite), pattern, SearchOption.AllDirectories);
        string input = string.Join('\n', files.Select(
            file => $$"""{"file":{{JsonSerializer.Serialize(file)}},"cols":{{Columns}},"rows":{{Rows}}}"""));

        CommandRun run = await CommandRun.WithInputAsync(input, "screen", "--jsonl");

        Assert.Equal(files.Length, run.JsonLines.Count);
        Assert.All(files.Zip(run.JsonLines), pair => Assert.Equal(Lines(pair.First), Lines(pair.Second)));
    }

    private static string[] Lines(string file)
    {
        var screen = new Screen(new TerminalSize(Columns, Rows));
        screen.Write(File.ReadAllBytes(file));
        return [.. Enumerable.Range(0, Rows).Select(screen.LineText), $"{screen.CursorColumn},{screen.CursorRow}"];
    }

    private static string[] Lines(JsonElement shown)
    {
        JsonElement cursor = shown.GetProperty("cursor");
        return [.. shown.GetProperty("lines").EnumerateArray().Select(line => line.GetString()!), $"{cursor[0]},{cursor[1]}"];
    }
}
