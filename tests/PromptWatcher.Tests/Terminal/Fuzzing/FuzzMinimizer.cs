namespace PromptWatcher.Tests.Terminal.Fuzzing;

/// <summary>Takes away of a failing case whatever it fails without: steps, resizes, parts of the output from halves down to single bytes.</summary>
internal sealed class FuzzMinimizer(Func<FuzzCase, bool> fails)
{
    /// <summary>Enough for a case of some thousand bytes; one that takes seconds is left as it is then.</summary>
    private const long PatienceMilliseconds = 60_000;

    private readonly long _end = Environment.TickCount64 + PatienceMilliseconds;

    public FuzzCase Minimize(FuzzCase failing)
    {
        while (Smaller(failing) is var smaller && smaller != failing)
            failing = smaller;
        return failing;
    }

    private FuzzCase Smaller(FuzzCase best)
    {
        for (int i = best.Steps.Count - 1; i >= 0; i--)
            best = Try(best, best with { Steps = [.. best.Steps.Take(i), .. best.Steps.Skip(i + 1)] });
        for (int i = 0; i < best.Steps.Count; i++)
        {
            if (best.Steps[i].Resize is not null)
                best = Try(best, With(best, i, best.Steps[i] with { Resize = null }));
            best = WithLess(best, i);
        }

        return best;
    }

    private FuzzCase WithLess(FuzzCase best, int index)
    {
        for (int length = (best.Steps[index].Output.Length + 1) / 2; length > 0; length /= 2)
        {
            for (int start = 0; start < best.Steps[index].Output.Length;)
            {
                byte[] output = best.Steps[index].Output;
                FuzzCase less = With(best, index, best.Steps[index] with { Output = [.. output[..start], .. output[Math.Min(start + length, output.Length)..]] });
                FuzzCase tried = Try(best, less);
                start += tried == best ? length : 0;
                best = tried;
            }
        }

        return best;
    }

    private FuzzCase Try(FuzzCase best, FuzzCase smaller) => Environment.TickCount64 < _end && fails(smaller) ? smaller : best;

    private static FuzzCase With(FuzzCase old, int index, FuzzStep step) =>
        old with { Steps = [.. old.Steps.Take(index), step, .. old.Steps.Skip(index + 1)] };
}
