using PromptWatcher.Environments;
using PromptWatcher.Terminal;
using PromptWatcher.Tests.Terminal.Fuzzing;

namespace PromptWatcher.Tests.Terminal;

/// <summary>A screen that is fed with another's dump equals it, whatever the other has been fed with.</summary>
public class ScreenDumpPropertyTests
{
    private const int CutDistance = 1_024, ResizeDistance = 5;

    /// <summary>A share of the states.</summary>
    private const double MostSkipped = 0.01;

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
    public void Write_RandomInputAndSizes_MakesAnotherScreenEqual(int columns, int rows)
    {
        int states = 0;
        int skipped = 0;
        for (int seed = 0; seed < 100; seed++)
        {
            var random = new Random(seed);
            var screen = new Screen(new TerminalSize(columns, rows));
            for (int round = 0; round < 10; round++)
            {
                screen.Write(FuzzInput.Next(random, 100));
                if (random.Next(ResizeDistance) == 0)
                    screen.Resize(new TerminalSize(random.Next(1, 2 * columns + 1), random.Next(1, 2 * rows + 1)));
                else if (random.Next(ResizeDistance) == 0)
                    screen.Resize(new TerminalSize(columns, rows));
                states++;
                if (ScreenDumpLimits.AreExceededBy(screen))
                    skipped++;
                else
                    ScreenDumpTests.AssertCarried(screen, $"Seed {seed}, round {round}:");
            }
        }

        Assert.True(skipped <= states * MostSkipped, $"{skipped} of {states} states were skipped.");
    }
}
