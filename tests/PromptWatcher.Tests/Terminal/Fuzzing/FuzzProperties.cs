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
    public static string? Failure(FuzzCase tried, bool checksDump, Action<Screen>? look = null)
    {
        try
        {
            Screen single = Feed(tried, static () => 1, static _ => { }, look + CheckDump);
            Screen whole = Feed(tried, static () => int.MaxValue, ScreenInvariants.Check);
            ScreenComparison.AssertSame(single, whole, "Fed whole in place of byte by byte:");

            var random = new Random((int)tried.Bytes);
            var rows = new RowVersions();
            Screen cut = Feed(tried, () => random.Next(1, LargestCut), screen =>
            {
                ScreenInvariants.Check(screen);
                rows.Check(screen);
            });
            ScreenComparison.AssertSame(single, cut, "Fed in pieces in place of byte by byte:");

            if (checksDump && !ScreenDumpLimits.AreExceededBy(single))
                ScreenDumpTests.AssertCarried(single, "Dumped and fed to another screen:");

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

    private static Screen Feed(FuzzCase tried, Func<int> length, Action<Screen> check, Action<Screen>? look = null)
    {
        var screen = new Screen(tried.Size);
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
