using System.Text.RegularExpressions;

namespace PromptWatcher.Tests.Docs;

/// <summary>The Markdown files of the repository, by their paths in it.</summary>
internal static class Documents
{
    /// <summary>Folders of what is built, run and downloaded.</summary>
    private static readonly string[] NotOurs = [".git", "artifacts", "bin", "node_modules", "obj", "TestResults"];

    public static IReadOnlyList<string> All { get; } =
        [.. Files(SourceTree.Root, "*.md").Select(file => Path.GetRelativePath(SourceTree.Root, file)).Order(StringComparer.Ordinal)];

    public static string Read(string document) => File.ReadAllText(Path.Combine(SourceTree.Root, document)).ReplaceLineEndings("\n");

    /// <summary>The fenced blocks of a language.</summary>
    public static IEnumerable<string> Blocks(string document, string language) =>
        Regex.Matches(Read(document), $"^```{language}\n(.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline).Select(match => match.Groups[1].Value.TrimEnd());

    /// <summary>What stands outside of fenced blocks.</summary>
    public static string Prose(string document) => Regex.Replace(Read(document), "^```.*?^```$", "", RegexOptions.Multiline | RegexOptions.Singleline);

    /// <summary>The files of a folder and those in it.</summary>
    public static IEnumerable<string> Files(string folder, string pattern) => Directory.EnumerateFiles(folder, pattern)
        .Concat(Directory.EnumerateDirectories(folder).Where(inner => !NotOurs.Contains(Path.GetFileName(inner))).SelectMany(inner => Files(inner, pattern)));
}
