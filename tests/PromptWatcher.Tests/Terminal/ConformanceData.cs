namespace PromptWatcher.Tests.Terminal;

/// <summary>Other terminals' test data, which is read where it lies and is no part of this repository.</summary>
internal static class ConformanceData
{
    private const string Variable = "PROMPTWATCHER_CONFORMANCE";

    /// <summary>The folder that holds the suites, which need not be there.</summary>
    public static string Root { get; } = Path.GetFullPath(
        Environment.GetEnvironmentVariable(Variable) ?? Path.Combine(SourceTree.Root, "..", "shared", "conformance"));

    /// <summary>The folder of a suite; the test is skipped, and says so, where it is absent.</summary>
    public static string Suite(string name)
    {
        string folder = Path.Combine(Root, name);
        Skip.IfNot(Directory.Exists(folder),
            $"NOT CHECKED: the conformance data is absent ({folder}). Set {Variable} to the folder that holds {name}.");
        return folder;
    }

    /// <summary>Fails when a case is missed that is not a known deviation, and when a known deviation has become a hit.</summary>
    public static void Check(IEnumerable<string> cases, Func<string, bool> passes, IReadOnlyDictionary<string, string> deviations, int minimum)
    {
        string[] all = [.. cases];
        string[] missed = [.. all.Where(name => !passes(name))];
        string[] unexpected = [.. missed.Except(deviations.Keys)];
        string[] obsolete = [.. deviations.Keys.Except(missed)];

        Assert.True(unexpected.Length == 0, "These differ and are no known deviation:\n" + string.Join('\n', unexpected));
        Assert.True(obsolete.Length == 0, "These are called deviations and pass:\n" + string.Join('\n', obsolete));
        Assert.True(all.Length - missed.Length >= minimum, $"{all.Length - missed.Length} of {all.Length} pass; {minimum} did.");
    }
}
