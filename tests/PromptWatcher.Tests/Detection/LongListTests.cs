using System.Text;
using PromptWatcher.Detection;
using PromptWatcher.Environments;
using PromptWatcher.Terminal;

namespace PromptWatcher.Tests.Detection;

/// <summary>Columns of entries that fill a very tall screen and make no list: each row is read a bounded number of times.</summary>
public class LongListTests
{
    private const int Rows = 2_000;

    /// <summary>A few hundred bytes a row; every entry with all those above it would be 100 MB.</summary>
    private const long MostBytes = Rows * 2_000L;

    [Theory]
    [InlineData("( ) a")]
    [InlineData("(x) a")]
    [InlineData("[ ] a")]
    [InlineData("✓ a")]
    public void Inspect_ColumnOfBoxes_CostsNoMoreThanItsRows(string entry)
    {
        var screen = new Screen(new TerminalSize(20, Rows));
        screen.Write(Encoding.UTF8.GetBytes(Still.Bytes(string.Join('\n', Enumerable.Repeat(entry, Rows)))));
        PromptDetector.Inspect(screen);

        long before = GC.GetAllocatedBytesForCurrentThread();
        AgentState state = PromptDetector.Inspect(screen);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, MostBytes);
        Assert.NotEqual(Activity.Awaiting, state.Activity);
    }
}
