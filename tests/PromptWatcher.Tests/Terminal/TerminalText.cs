using System.Text;
using PromptWatcher.Environments;
using PromptWatcher.Terminal;

namespace PromptWatcher.Tests.Terminal;

/// <summary>Short ways to feed a screen and to look at it.</summary>
internal static class TerminalText
{
    public static Screen Screen(int columns, int rows, string output = "")
    {
        var screen = new Screen(new TerminalSize(columns, rows));
        screen.Write(output);
        return screen;
    }

    public static void Write(this Screen screen, string output) => screen.Write(Encoding.UTF8.GetBytes(output));

    /// <summary>The rows as a person sees them, without blank ones at the end.</summary>
    public static string Text(this Screen screen) =>
        string.Join('\n', Enumerable.Range(0, screen.Size.Rows).Select(screen.LineText)).TrimEnd('\n');

    public static (int Row, int Column) Cursor(this Screen screen) => (screen.CursorRow, screen.CursorColumn);

    public static string Replied(this Screen screen)
    {
        string text = Encoding.UTF8.GetString(screen.Replies.Pending);
        screen.Replies.Clear();
        return text;
    }
}
