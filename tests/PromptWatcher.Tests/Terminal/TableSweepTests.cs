using PromptWatcher.Environments;
using PromptWatcher.Terminal;
using PromptWatcher.Tests.Terminal.Fuzzing;

namespace PromptWatcher.Tests.Terminal;

/// <summary>Tables with room for what two small screens and three pens show, and for little more: searched all the time, they lose nothing.</summary>
public class TableSweepTests
{
    private const int Cases = 3_000, MostColumns = 2, MostRows = 2;

    private static readonly TableCapacities s_room = new() { Styles = 16, Links = 16, LinkBytes = 1 << 16, Clusters = 256, SweepDistance = 0 };

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Write_TablesThatHoldOnlyWhatIsShown_GivesTheSameScreen(int seed)
    {
        var cases = new FuzzCases(new Random(seed), []);
        for (int i = 0; i < Cases; i++)
        {
            FuzzCase tried = cases.Next();
            Screen expected = Feed(tried, new TableCapacities());
            Screen actual = Feed(tried, s_room);
            if (ScreenComparison.Difference(expected, actual) is { } difference)
                Assert.Fail($"Case {i}: {difference}\n{tried}");
        }
    }

    private static Screen Feed(FuzzCase tried, TableCapacities tables)
    {
        var screen = new Screen(Small(tried.Size), new ScreenOptions { ScrollbackLines = 0, Tables = tables });
        foreach (FuzzStep step in tried.Steps)
        {
            screen.Write(step.Output);
            if (step.Resize is { } size)
                screen.Resize(Small(size));
        }

        return screen;
    }

    private static TerminalSize Small(TerminalSize size) => new(Math.Min(size.Columns, MostColumns), Math.Min(size.Rows, MostRows));
}
