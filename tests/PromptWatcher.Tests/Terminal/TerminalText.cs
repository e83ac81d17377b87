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

    /// <summary>Everything that two screens must share to be called equal.</summary>
    public static string Dump(this Screen screen)
    {
        var dump = new StringBuilder();
        for (int line = 0; line < screen.ScrollbackCount; line++)
            dump.Append(screen.ScrollbackLineText(line)).Append('\n');
        dump.Append("----\n");
        for (int row = 0; row < screen.Size.Rows; row++)
        {
            dump.Append(screen.LineText(row)).Append(screen.IsRowWrapped(row) ? " >\n" : "\n");
            Style previous = default;
            for (int column = 0; column < screen.Size.Columns; column++)
            {
                Style style = screen.StyleAt(row, column);
                if (style != previous)
                    dump.Append($"  {column}: {style}\n");
                previous = style;
            }
        }

        dump.Append($"{screen.Cursor()} {screen.IsCursorVisible} {screen.IsAlternate} {screen.IsSynchronizing} {screen.IsBracketedPaste} ");
        dump.Append($"{screen.IsFocusReporting} {screen.IsMouseTracking} {screen.KeyboardFlags} {screen.CursorShape} {screen.BellCount}\n");
        dump.Append($"{screen.Title}|{screen.Progress}|{screen.Notification}|{screen.NotificationCount}|{screen.LastShellMark}\n");
        return dump.Append(Encoding.UTF8.GetString(screen.Replies.Pending)).ToString();
    }
}
