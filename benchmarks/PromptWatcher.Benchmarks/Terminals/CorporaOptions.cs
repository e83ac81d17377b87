using System.CommandLine;

namespace PromptWatcher.Benchmarks.Terminals;

/// <summary>Which corpora are measured, how often and in reads of which size.</summary>
internal sealed class CorporaOptions
{
    private const string Variable = "PROMPTWATCHER_CORPORA";

    internal CorporaOptions() => Folder.Validators.Add(parsed =>
    {
        if (parsed.GetValue(Folder) is { } given && All(given).Count == 0)
            parsed.AddError($"No corpora (*.bin) are in '{given}'. Name their folder with --corpora or {Variable}.");
    });

    internal Option<DirectoryInfo> Folder { get; } = new("--corpora")
    {
        Description = $"The folder with the corpora, *.bin; {Variable} names it otherwise.",
        DefaultValueFactory = _ => new DirectoryInfo(Environment.GetEnvironmentVariable(Variable) ?? "corpora"),
    };

    internal Option<int> Rounds { get; } = FeedOptions.Positive("--rounds", "How often each terminal is measured with each corpus.", 5);

    internal Option<int[]> Chunks { get; } = new("--chunk")
    {
        Description = "Bytes of a read, several separated by commas; everything derived is of the first.",
        DefaultValueFactory = _ => [65_536, 4_096],
        CustomParser = parsed =>
        {
            string[] texts = [.. parsed.Tokens.SelectMany(token => token.Value.Split(','))];
            foreach (string wrong in texts.Where(text => !(int.TryParse(text, out int value) && value > 0)))
                parsed.AddError($"--chunk takes numbers from 1 on, not '{wrong}'.");
            return [.. texts.Select(text => int.TryParse(text, out int value) ? value : 0)];
        },
    };

    internal Option<string[]> Only { get; } = new("--only") { Description = "Names of corpora, where not all are wanted.", AllowMultipleArgumentsPerToken = true };

    internal IReadOnlyList<FileInfo> Files(ParseResult result)
    {
        string[] names = result.GetValue(Only)!;
        return [.. All(result.GetValue(Folder)!).Where(file => names.Length == 0 || names.Contains(Path.GetFileNameWithoutExtension(file.Name)))];
    }

    /// <summary>Those with published figures first, in their order.</summary>
    private static IReadOnlyList<FileInfo> All(DirectoryInfo folder)
    {
        string[] known = [.. Published.ByCorpus.Keys];
        return !folder.Exists ? [] :
        [
            .. folder.EnumerateFiles("*.bin").OrderBy(file => (uint)Array.IndexOf(known, Path.GetFileNameWithoutExtension(file.Name))).ThenBy(file => file.Name, StringComparer.Ordinal),
        ];
    }
}
