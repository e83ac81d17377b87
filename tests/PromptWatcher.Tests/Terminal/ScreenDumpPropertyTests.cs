using PromptWatcher.Environments;
using PromptWatcher.Terminal;
using PromptWatcher.Tests.Terminal.Fuzzing;

namespace PromptWatcher.Tests.Terminal;

/// <summary>A screen that is fed with another's dump equals it, whatever the other has been fed with.</summary>
public class ScreenDumpPropertyTests
{
    private const int CutDistance = 1_024;

    [Theory]
    [MemberData(nameof(Recordings.All), MemberType = typeof(Recordings))]
    public void Write_AnyRecordingCut_MakesAnotherScreenEqual(string name)
    {
        Recording recording = Recordings.Open(name);
        byte[] output = recording.Output;
        var screen = new Screen(recording.Size);
        for (int i = 0; i < output.Length; i += CutDistance)
        {
            screen.Write(output.AsSpan(i, Math.Min(CutDistance, output.Length - i)));
            ScreenDumpTests.AssertCarried(screen, $"{name} cut at {i + CutDistance}:");
        }
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 2)]
    [InlineData(1, 5)]
    [InlineData(7, 1)]
    [InlineData(13, 6)]
    [InlineData(80, 24)]
    [InlineData(1_000, 3)]
    public void Write_RandomInput_MakesAnotherScreenEqual(int columns, int rows)
    {
        for (int seed = 0; seed < 100; seed++)
        {
            var random = new Random(seed);
            var screen = new Screen(new TerminalSize(columns, rows));
            for (int round = 0; round < 10; round++)
            {
                screen.Write(FuzzInput.Next(random, 100));
                if (CanBeCarried(screen))
                    ScreenDumpTests.AssertCarried(screen, $"Seed {seed}, round {round}:");
            }
        }
    }

    /// <summary>All of it, as far as the summary of <see cref="ScreenDump"/> says.</summary>
    internal static bool CanBeCarried(Screen screen) => !IsOutOfReach(screen) && !HasStuckCluster(screen) && !HasInnerWrap(screen);

    /// <summary>A cursor outside the margins in origin mode, which no address reaches, and which is no longer where it was saved.</summary>
    private static bool IsOutOfReach(Screen screen)
    {
        (int top, int bottom) = screen.Margins;
        (int left, int right) = screen.SideMargins;
        Screen.SavedCursor saved = screen.SavedOn(screen.IsAlternate);
        bool isOutside = screen.CursorRow < top || screen.CursorRow > bottom || screen.CursorColumn < left || screen.CursorColumn > right;
        bool hasSides = (left, right) != (0, screen.Size.Columns - 1);
        return screen.Modes.HasFlag(ScreenModes.Origin) && isOutside
            && (screen.CursorRow != saved.Row || hasSides && screen.CursorColumn != saved.Column);
    }

    /// <summary>A wrap waits within a row: double lines, or margins that are gone, can leave it there, and not all of them can be had again.</summary>
    private static bool HasInnerWrap(Screen screen)
    {
        int last = screen.Size.Columns - 1;
        Screen.SavedCursor primary = screen.SavedOn(alternate: false);
        Screen.SavedCursor alternate = screen.SavedOn(alternate: true);
        return screen.IsWrapPending && screen.CursorColumn < last
            || primary.IsWrapPending && primary.Column < last
            || alternate.IsWrapPending && alternate.Column < last;
    }

    /// <summary>A cluster that is narrow because of where it was printed, and was moved from there: a flag in the last column, and the like.</summary>
    private static bool HasStuckCluster(Screen screen)
    {
        for (int row = -screen.ScrollbackCount; row < screen.Size.Rows; row++)
        {
            if (HasStuckCluster(screen, alternate: false, row) || row >= 0 && HasStuckCluster(screen, alternate: true, row))
                return true;
        }

        return false;
    }

    private static bool HasStuckCluster(Screen screen, bool alternate, int row)
    {
        ScreenLine line = screen.LineOn(alternate, row);
        int last = screen.Size.Columns - 1;
        for (int column = 0; column < line.Used; column++)
        {
            if (line[column] == Screen.ClusterCell && line[column + 1] != Screen.WideTail && line.IsJoined(column, 1)
                && (column == last) == (CharacterWidth.Of(ScreenComparison.Text(line, column).EnumerateRunes().First().Value) == 2))
                return true;
        }

        return false;
    }
}
