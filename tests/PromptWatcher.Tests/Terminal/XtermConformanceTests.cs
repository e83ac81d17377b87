using System.Text;
using PromptWatcher.Environments;
using PromptWatcher.Terminal;

namespace PromptWatcher.Tests.Terminal;

/// <summary>xterm.js's escape sequence files; the expected screens were taken from xterm.</summary>
public class XtermConformanceTests
{
    private const int Minimum = 74;

    private static readonly Dictionary<string, string> s_deviations = new()
    {
        ["t0060-DECSC"] = "An older xterm. xterm 379 brings back a pending wrap with the cursor, as DEC's terminals and alacritty do.",
        ["t0061-CSI_s"] = "The same with CSI s.",
    };

    [SkippableFact]
    public void Write_XtermEscapeSequenceFiles_GivesXtermsScreen()
    {
        string folder = ConformanceData.Suite("xtermjs-escape-files");
        IEnumerable<string> names = Directory.EnumerateFiles(folder, "*.in").Select(path => Path.GetFileNameWithoutExtension(path));

        ConformanceData.Check(names, name => Expected(folder, name) == Actual(folder, name), s_deviations, Minimum);
    }

    private static string Expected(string folder, string name) =>
        Trim(File.ReadAllText(Path.Combine(folder, name + ".text")).Split('\n'));

    private static string Actual(string folder, string name)
    {
        // The files were played through a TTY, which turns LF into CR LF.
        string output = Encoding.Latin1.GetString(File.ReadAllBytes(Path.Combine(folder, name + ".in"))).Replace("\n", "\r\n");
        var screen = new Screen(new TerminalSize(80, 25));
        screen.Write(Encoding.Latin1.GetBytes(output));
        return Trim(Enumerable.Range(0, 25).Select(screen.LineText));
    }

    private static string Trim(IEnumerable<string> lines) => string.Join('\n', lines.Select(line => line.TrimEnd())).TrimEnd('\n');
}
