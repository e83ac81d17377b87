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
    internal static bool CanBeCarried(Screen screen) => !IsOutOfReach(screen) && !HasStuckCluster(screen);

    /// <summary>A cursor outside the margins in origin mode, which no address reaches, and which is no longer where it was saved.</summary>
    private static bool IsOutOfReach(Screen screen) =>
        screen.Modes.HasFlag(ScreenModes.Origin)
        && (screen.CursorRow < screen.Margins.Top || screen.CursorRow > screen.Margins.Bottom
            || screen.CursorColumn < screen.SideMargins.Left || screen.CursorColumn > screen.SideMargins.Right)
        && screen.CursorRow != screen.SavedOn(screen.IsAlternate).Row;

    /// <summary>A wide character that was made narrow and then pushed into the last column, where it cannot be printed.</summary>
    private static bool HasStuckCluster(Screen screen)
    {
        for (int row = -screen.ScrollbackCount; row < screen.Size.Rows; row++)
        {
            if (screen.LineOn(alternate: false, row).IsJoined(screen.Size.Columns - 1, 1)
                || row >= 0 && screen.LineOn(alternate: true, row).IsJoined(screen.Size.Columns - 1, 1))
                return true;
        }

        return false;
    }
}
