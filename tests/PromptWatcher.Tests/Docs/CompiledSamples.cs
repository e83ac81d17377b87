namespace PromptWatcher.Tests.Docs;

/// <summary>
/// The C# of the documents as the tests compile it: in the folders Docs of all test projects, what stands between <c>// begin</c> and <c>// end</c>. A line
/// <c>// shown: A -> B</c> in between says that readers see B where the test has A.
/// </summary>
internal static class CompiledSamples
{
    private const string Begin = "// begin";
    private const string End = "// end";
    private const string Shown = "// shown: ";

    public static IReadOnlySet<string> All { get; } = Documents.Files(Path.Combine(SourceTree.Root, "tests"), "*.cs")
        .Where(file => Path.GetFileName(Path.GetDirectoryName(file)) == "Docs")
        .SelectMany(Read)
        .ToHashSet();

    private static IEnumerable<string> Read(string file)
    {
        List<string>? sample = null;
        var shown = new List<string[]>();
        foreach (string line in File.ReadLines(file))
        {
            string text = line.Trim();
            if (text.StartsWith(Begin, StringComparison.Ordinal))
            {
                sample = [];
                shown.Clear();
            }
            else if (text.StartsWith(End, StringComparison.Ordinal) && sample is not null)
            {
                yield return shown.Aggregate(Outdented(sample), static (code, pair) => code.Replace(pair[0], pair[1], StringComparison.Ordinal));
                sample = null;
            }
            else if (text.StartsWith(Shown, StringComparison.Ordinal))
                shown.Add(text[Shown.Length..].Split(" -> "));
            else
                sample?.Add(line);
        }
    }

    private static string Outdented(List<string> lines)
    {
        int margin = lines.Where(line => line.Length > 0).Min(line => line.Length - line.TrimStart().Length);
        return string.Join('\n', lines.Select(line => line.Length > margin ? line[margin..] : "")).TrimEnd();
    }
}
