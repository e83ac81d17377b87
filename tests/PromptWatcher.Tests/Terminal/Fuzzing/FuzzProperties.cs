using PromptWatcher.Terminal;

namespace PromptWatcher.Tests.Terminal.Fuzzing;

/// <summary>What holds for every case. Fed byte by byte a parser takes no short cut: that screen is what the others must be.</summary>
internal static class FuzzProperties
{
    private const int LargestCut = 40;

    /// <summary>Larger screens are looked at after each step, not each piece: that would take all the time.</summary>
    private const int MostCells = 10_000;

    /// <summary>What does not hold, or null.</summary>
    /// <param name="tried">The case.</param>
    /// <param name="checksDump">Also dump the screen and compare what that makes of another one.</param>
    /// <param name="look">Sees the screen after every step.</param>
    /// <param name="options">Of the screens, except one that is fed with a dump.</param>
    public static string? Failure(FuzzCase tried, bool checksDump, Action<Screen>? look = null, ScreenOptions? options = null)
    {
        try
        {
            if (checksDump)
                look += CheckDump;
            Screen single = Feed(new Screen(tried.Size, options), tried, static () => 1, static _ => { }, look);
            Screen whole = Feed(new Screen(tried.Size, options), tried, static () => int.MaxValue, ScreenInvariants.Check);
            ScreenComparison.AssertSame(single, whole, "Fed whole in place of byte by byte:");

            // A line that was double keeps the screen from printing runs, though it shows nothing of that.
            var slow = new Screen(tried.Size, options);
            slow.Write("\e#6\e#5"u8);
            ScreenComparison.AssertSame(single, Feed(slow, tried, static () => int.MaxValue, static _ => { }), "Fed to a screen that prints no runs:");

            var random = new Random((int)tried.Bytes);
            var rows = new RowVersions();
            Screen cut = Feed(new Screen(tried.Size, options), tried, () => random.Next(1, LargestCut), screen =>
            {
                ScreenInvariants.Check(screen);
                rows.Check(screen);
            });
            ScreenComparison.AssertSame(single, cut, "Fed in pieces in place of byte by byte:");

            byte[] bytes = [.. tried.Steps.SelectMany(step => step.Output)];
            List<string> calls = ParserRecorder.Record(bytes, chunk: 1);
            Assert.Equal(calls, ParserRecorder.Record(bytes));
            Assert.Equal(calls, ParserRecorder.Record(bytes, random.Next(2, 200)));
            return null;
        }
        catch (Exception failure)
        {
            return failure is Xunit.Sdk.XunitException ? failure.Message : failure.ToString();
        }
    }

    /// <summary>A screen that is fed with the dump is the same.</summary>
    private static void CheckDump(Screen screen)
    {
        if (!ScreenDumpLimits.AreExceededBy(screen))
            ScreenDumpTests.AssertCarried(screen, "Dumped and restored:");
    }

    private static Screen Feed(Screen screen, FuzzCase tried, Func<int> length, Action<Screen> check, Action<Screen>? look = null)
    {
        foreach (FuzzStep step in tried.Steps)
        {
            for (int i = 0; i < step.Output.Length;)
            {
                int next = Math.Min(length(), step.Output.Length - i);
                screen.Write(step.Output.AsSpan(i, next));
                i += next;
                if (i == step.Output.Length || screen.Size.Columns * screen.Size.Rows <= MostCells)
                    check(screen);
            }

            look?.Invoke(screen);
            if (step.Resize is not { } size)
                continue;
            screen.Resize(size);
            check(screen);
            look?.Invoke(screen);
        }

        return screen;
    }
}
