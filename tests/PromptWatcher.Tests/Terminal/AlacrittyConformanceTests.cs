using System.Text;
using System.Text.Json;
using PromptWatcher.Environments;
using PromptWatcher.Terminal;

namespace PromptWatcher.Tests.Terminal;

/// <summary>
/// alacritty's reference recordings with the grids that it stored for them; the text that shows is compared. xterm 379 shows what stands
/// here for each of the deviations.
/// </summary>
public class AlacrittyConformanceTests
{
    private const int Minimum = 39;

    private static readonly Dictionary<string, string> s_deviations = new()
    {
        ["decaln_reset"] = "alacritty leaves the cursor where it is; xterm and DEC's terminals take it home.",
        ["deccolm_reset"] = "alacritty clears the screen for DECCOLM; xterm ignores it unless mode 40 allows it.",
        ["erase_in_line"] = "alacritty keeps a pending wrap through EL; xterm ends it.",
        ["selective_erasure"] = "alacritty has no DECSED and DECSEL; xterm and libvterm have.",
    };

    [SkippableFact]
    public void Write_AlacrittyReferenceRecordings_GivesAlacrittysText()
    {
        string folder = ConformanceData.Suite("alacritty-ref");
        IEnumerable<string> names = Directory.EnumerateDirectories(folder)
            .Where(path => File.Exists(Path.Combine(path, "grid.json"))).Select(path => Path.GetFileName(path));

        ConformanceData.Check(names, name => Passes(Path.Combine(folder, name)), s_deviations, Minimum);
    }

    private static bool Passes(string folder)
    {
        using JsonDocument grid = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "grid.json")));
        int columns = grid.RootElement.GetProperty("columns").GetInt32();
        int rows = grid.RootElement.GetProperty("lines").GetInt32();
        var screen = new Screen(new TerminalSize(columns, rows));
        screen.Write(File.ReadAllBytes(Path.Combine(folder, "alacritty.recording")));
        return Enumerable.Range(0, rows).All(row => Line(grid, rows, row) == screen.LineText(row));
    }

    /// <summary>A line of the grid, which is a ring that begins with the bottom line.</summary>
    private static string Line(JsonDocument grid, int rows, int row)
    {
        JsonElement raw = grid.RootElement.GetProperty("raw");
        JsonElement ring = raw.GetProperty("inner");
        JsonElement cells = ring[(raw.GetProperty("zero").GetInt32() + rows - 1 - row) % ring.GetArrayLength()].GetProperty("inner");
        var text = new StringBuilder();
        foreach (JsonElement cell in cells.EnumerateArray())
        {
            if (cell.GetProperty("flags").GetString()!.Contains("WIDE_CHAR_SPACER"))
                continue;
            text.Append(cell.GetProperty("c").GetString());
            JsonElement extra = cell.GetProperty("extra");
            if (extra.ValueKind == JsonValueKind.Object)
            {
                foreach (JsonElement mark in extra.GetProperty("zerowidth").EnumerateArray())
                    text.Append(mark.GetString());
            }
        }

        // alacritty keeps a tab in the cell where it was typed; what shows is blank.
        return text.Replace('\t', ' ').ToString().TrimEnd();
    }
}
