using PromptWatcher.Terminal;

namespace PromptWatcher.Tests.Terminal.Fuzzing;

/// <summary>One case after the other; the same seed gives the same ones. Cases that reach new states are kept and mutated: feedback, though not from code coverage.</summary>
internal sealed class FuzzRun(int seed, IReadOnlyList<byte[]> material, bool checksDump, ScreenOptions? options = null)
{
    private readonly FuzzCases _cases = new(new Random(seed), material);
    private readonly FuzzFeatures _features = new();

    public int Seed => seed;

    public long Cases { get; private set; }

    public long Bytes { get; private set; }

    public int Features => _features.Count;

    public int Kept => _cases.Kept;

    /// <summary>The case that is tried now.</summary>
    public FuzzCase? Current { get; private set; }

    /// <summary>Tries one more; what does not hold of it, or null.</summary>
    public string? Next()
    {
        FuzzCase tried = _cases.Next();
        Current = tried;
        Cases++;
        Bytes += tried.Bytes;
        bool isNew = false;
        string? failure = Failure(tried, screen => isNew |= _features.Add(screen));
        if (isNew && failure is null)
            _cases.Keep(tried);
        return failure;
    }

    /// <summary>What to tell of the failure that <see cref="Next"/> just gave.</summary>
    public string Describe(string failure)
    {
        string kind = Kind(failure);
        FuzzCase smallest = new FuzzMinimizer(smaller => Failure(smaller) is { } other && Kind(other) == kind).Minimize(Current!);
        return $"Case {Cases} of seed {seed}: {Failure(smallest) ?? failure}\n{smallest}";
    }

    private string? Failure(FuzzCase tried, Action<Screen>? look = null) => FuzzProperties.Failure(tried, checksDump, look, options);

    /// <summary>Failures of the same words are of one kind, whatever their numbers and the text of the case; an exception's where it was thrown.</summary>
    public static string Kind(string failure)
    {
        string[] lines = failure.Split('\n');
        string words = string.Join(':', lines[0].Split(':').Take(2)) + (lines.Length > 1 && lines[1].StartsWith("   at ", StringComparison.Ordinal) ? lines[1] : "");
        return new([.. words.TakeWhile(c => c != '\'').Where(c => !char.IsDigit(c))]);
    }
}
