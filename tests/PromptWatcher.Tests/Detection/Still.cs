using System.Text;
using PromptWatcher.Environments;
using PromptWatcher.Terminal;

namespace PromptWatcher.Tests.Detection;

/// <summary>Screens built from text. A ▮ marks where the visible cursor stands; without one it is hidden at the end.</summary>
internal static class Still
{
    private const char Cursor = '▮';

    public static Screen Of(string text, int columns = 80, int rows = 24, string before = "")
    {
        var screen = new Screen(new TerminalSize(columns, rows));
        screen.Write(Encoding.UTF8.GetBytes(before + Bytes(text)));
        return screen;
    }

    /// <summary>The output that draws the text from the top left, with colours as written.</summary>
    public static string Bytes(string text)
    {
        string[] lines = text.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n');
        string drawn = string.Join("\r\n", lines.Select(line => line.TrimEnd('\r')));
        int cursor = Array.FindIndex(lines, line => line.Contains(Cursor));
        if (cursor < 0)
            return "\e[H\e[2J" + drawn + "\e[?25l";
        int column = lines[cursor][..lines[cursor].IndexOf(Cursor)].Replace("\e[7m", "", StringComparison.Ordinal).Length;
        return "\e[H\e[2J" + drawn.Replace(Cursor.ToString(), "", StringComparison.Ordinal) + $"\e[?25h\e[{cursor + 1};{column + 1}H";
    }
}
