using System.Text;
using PromptWatcher.Terminal;

namespace PromptWatcher.Tests.Terminal;

/// <summary>What a screen keeps besides its cells, as names and values.</summary>
internal static class ScreenFacts
{
    /// <summary>State that lasts.</summary>
    public static IEnumerable<(string Name, string Value)> Of(Screen screen)
    {
        yield return ("size", $"{screen.Size}");
        yield return ("alternate screen", $"{screen.IsAlternate}");
        yield return ("scrollback lines", $"{screen.ScrollbackCount}");
        yield return ("cursor row and column", $"{screen.Cursor()}");
        yield return ("pending wrap", $"{screen.IsWrapPending}");
        yield return ("modes", $"{screen.Modes}");
        yield return ("margins", $"{screen.Margins}");
        yield return ("side margins", $"{screen.SideMargins}");
        yield return ("saved modes", $"{screen.SavedModes}");
        yield return ("guarded area", $"{screen.IsGuarded}");
        yield return ("modified keys", $"{screen.ModifiedKeys}");
        yield return ("pen", $"{screen.Pen}");
        yield return ("link of the pen", screen.LinkOf(screen.Pen));
        yield return ("cursor shape", $"{screen.CursorShape}");
        yield return ("saved cursor", SavedCursor(screen, alternate: false));
        yield return ("saved cursor of the alternate screen", SavedCursor(screen, alternate: true));
        yield return ("charsets", $"{screen.Charsets:b4}, active {screen.ActiveSet}, single {screen.SingleSet}");
        yield return ("tab stops", TabStops(screen));
        yield return ("keyboard flags", Convert.ToHexString(screen.KeyboardOn(alternate: false)));
        yield return ("keyboard flags of the alternate screen", Convert.ToHexString(screen.KeyboardOn(alternate: true)));
        yield return ("title", screen.Title);
        yield return ("title stack", TitleStack(screen));
        yield return ("progress", $"{screen.Progress}");
        yield return ("program status", string.Join(' ', screen.ProgramStatus.Select(record => record with { LastReport = 0 })));
        yield return ("colours", $"{screen.ForegroundColor} {screen.BackgroundColor} {screen.CursorColor} {Palette(screen)}");
        yield return ("directory and command", $"{screen.WorkingDirectory} {screen.ShellCommand}");
    }

    /// <summary>What happened once.</summary>
    public static IEnumerable<(string Name, string Value)> HappeningsOf(Screen screen)
    {
        yield return ("bells", $"{screen.BellCount}");
        yield return ("notifications", $"{screen.NotificationCount}");
        yield return ("notification", $"{screen.Notification}");
        yield return ("age of program status", string.Join(' ', screen.ProgramStatus.Select(record => record.LastReport)));
        yield return ("clipboard and pictures", $"{screen.ClipboardWriteCount} {screen.ClipboardQueryCount} {screen.ImageBytes}");
        yield return ("last shell mark", $"{screen.LastShellMark}");
        yield return ("replies", Encoding.UTF8.GetString(screen.Replies.Pending));
    }

    /// <summary>The line of the last shell mark is still there and has it.</summary>
    public static bool HasMarkedLine(Screen screen)
    {
        ShellMark mark = screen.LastShellMark;
        if (mark.Kind == ShellMarkKind.None || mark.Row < -screen.ScrollbackCount || mark.Row >= screen.Size.Rows)
            return false;
        var flag = (ShellMarks)(1 << (int)mark.Kind - 1);
        return screen.LineOn(alternate: false, mark.Row).Marks.HasFlag(flag)
            || mark.Row >= 0 && screen.LineOn(alternate: true, mark.Row).Marks.HasFlag(flag);
    }

    /// <summary>Identifier and URI of a style's link; screens number them as they come.</summary>
    public static string LinkOf(this Screen screen, Style style) => style.Link == 0
        ? ""
        : $"{Encoding.UTF8.GetString(screen.Links.Id(style.Link))};{Encoding.UTF8.GetString(screen.Links.Uri(style.Link))}";

    private static string SavedCursor(Screen screen, bool alternate) =>
        $"{screen.SavedOn(alternate)} {screen.LinkOf(screen.SavedOn(alternate).Pen)}";

    private static string Palette(Screen screen) =>
        string.Concat(Enumerable.Range(0, 256).Select(index => screen.PaletteColor((byte)index)).Where(color => color != Color.Default));

    private static string TabStops(Screen screen)
    {
        var stops = new StringBuilder();
        for (int column = 0; column < screen.TabStops.Length; column++)
        {
            if (screen.TabStops[column])
                stops.Append($" {column}");
        }

        return stops.ToString();
    }

    private static string TitleStack(Screen screen)
    {
        var titles = new StringBuilder();
        foreach (BoundedText title in screen.TitleStack)
            titles.Append($"[{title}]");
        return titles.ToString();
    }
}
