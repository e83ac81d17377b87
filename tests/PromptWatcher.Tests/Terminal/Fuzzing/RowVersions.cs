using PromptWatcher.Terminal;

namespace PromptWatcher.Tests.Terminal.Fuzzing;

/// <summary>Checks that a row which has the number of an earlier one shows the same.</summary>
internal sealed class RowVersions
{
    /// <summary>Looking at every row of larger screens after every piece would take all the time.</summary>
    private const int MostRows = 50;

    private readonly Dictionary<long, string> _shown = [];

    public void Check(Screen screen)
    {
        for (int row = 0; row < Math.Min(screen.Size.Rows, MostRows); row++)
        {
            string text = screen.LineText(row);
            if (!_shown.TryAdd(screen.RowVersion(row), text) && _shown[screen.RowVersion(row)] != text)
                Assert.Fail($"Row version: row {row} shows '{text}' under the number {screen.RowVersion(row)}, under which a row showed '{_shown[screen.RowVersion(row)]}'.");
        }
    }
}
