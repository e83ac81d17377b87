using PromptWatcher.Terminal;

namespace PromptWatcher.Tests.Terminal.Fuzzing;

/// <summary>Checks that a row which has the number of an earlier one shows the same.</summary>
internal sealed class RowVersions
{
    /// <summary>Looking at every row of larger screens after every piece would take all the time.</summary>
    private const int MostRows = 50;

    private readonly Dictionary<long, (string Text, int Looks)> _shown = [];

    public void Check(Screen screen)
    {
        for (int row = 0; row < Math.Min(screen.Size.Rows, MostRows); row++)
        {
            (string Text, int Looks) shows = (screen.LineText(row), Looks(screen, row));
            if (!_shown.TryAdd(screen.RowVersion(row), shows) && _shown[screen.RowVersion(row)] is var showed && showed != shows)
                Assert.Fail($"Row version: row {row} shows '{shows}' under the number {screen.RowVersion(row)}, under which a row showed '{showed}'.");
        }
    }

    private static int Looks(Screen screen, int row)
    {
        var looks = new HashCode();
        ScreenLine line = screen.LineOn(screen.IsAlternate, row);
        for (int column = 0; column < line.Used; column++)
        {
            Style style = line.StyleAt(column);
            looks.Add(style);
            if (style.Link != 0)
                looks.AddBytes(screen.Links.Uri(style.Link));
        }

        return looks.ToHashCode();
    }
}
