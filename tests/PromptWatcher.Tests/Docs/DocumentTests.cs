using System.Text.RegularExpressions;
using PromptWatcher.Detection;

namespace PromptWatcher.Tests.Docs;

/// <summary>What the documents say of the repository is so: their C# is compiled, their profiles are read, their links lead somewhere, the files and tests that they name are there.</summary>
public sealed partial class DocumentTests
{
    private static readonly HashSet<string> Namespaces =
        [.. Documents.Files(Path.Combine(SourceTree.Root, "src"), "*.cs").SelectMany(File.ReadLines).Where(line => line.StartsWith("namespace ", StringComparison.Ordinal)).Select(line => line[10..].TrimEnd(';'))];

    private static readonly Dictionary<string, string> Tests =
        Documents.Files(Path.Combine(SourceTree.Root, "tests"), "*Tests.cs").GroupBy(file => Path.GetFileNameWithoutExtension(file))
            .ToDictionary(group => group.Key, group => string.Concat(group.Select(File.ReadAllText)));

    public static TheoryData<string> All => [.. Documents.All];

    [Theory]
    [MemberData(nameof(All))]
    public void CSharp_OfADocument_IsThatOfACompiledSample(string document) => Assert.All(Documents.Blocks(document, "csharp"), block =>
    {
        string[] lines = block.Split('\n');
        int usings = lines.TakeWhile(line => line.StartsWith("using ", StringComparison.Ordinal) && !line.Contains('=', StringComparison.Ordinal)).Count();
        Assert.All(lines.Take(usings), line => Assert.Contains(line.Split(';')[0]["using ".Length..], Namespaces));
        Assert.Contains(string.Join('\n', lines.Skip(usings)).Trim(), CompiledSamples.All);
    });

    [Fact]
    public void Samples_OfTheTests_AreAllInDocuments()
    {
        string documents = string.Concat(Documents.All.Select(Documents.Read));

        Assert.All(CompiledSamples.All, sample => Assert.Contains(sample, documents, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Profiles_OfADocument_AreRead(string document) => Assert.All(
        Documents.Blocks(document, "json").Where(block => block.Contains("\"rules\"", StringComparison.Ordinal)), block => Assert.NotEmpty(AgentProfile.Parse(block, document).Id));

    [Theory]
    [MemberData(nameof(All))]
    public void Links_OfADocument_LeadSomewhere(string document) => Assert.All(Link().Matches(Documents.Prose(document)).Select(match => match.Groups[1].Value), link =>
    {
        if (link.Contains("://", StringComparison.Ordinal))
            return;
        string[] parts = link.Split('#');
        string target = parts[0].Length == 0 ? document : Path.GetRelativePath(SourceTree.Root, Path.Combine(SourceTree.Root, Path.GetDirectoryName(document)!, parts[0]));
        Assert.True(Path.Exists(Path.Combine(SourceTree.Root, target)), $"{link}: there is no {target}.");
        if (parts.Length > 1)
            Assert.Contains(parts[1], Heading().Matches(Documents.Prose(target)).Select(match => Anchor(match.Groups[1].Value)));
    });

    [Theory]
    [MemberData(nameof(All))]
    public void Paths_OfADocument_AreThere(string document) => Assert.All(Named().Matches(Documents.Prose(document)).Select(match => match.Groups[1].Value), path =>
        Assert.True(Path.Exists(Path.Combine(SourceTree.Root, path)), $"There is no {path}."));

    [Theory]
    [MemberData(nameof(All))]
    public void Tests_OfADocument_AreThere(string document) => Assert.All(Test().Matches(Documents.Prose(document)), match =>
        Assert.Contains($" {match.Groups[2].Value}(", Tests[match.Groups[1].Value], StringComparison.Ordinal));

    /// <summary>What a heading is called in links: lower case, hyphens for blanks, no other punctuation.</summary>
    private static string Anchor(string heading) => string.Concat(heading.ToLowerInvariant().Where(c => char.IsLetterOrDigit(c) || c is ' ' or '-' or '_')).Replace(' ', '-');

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex("^#+ (.+)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    /// <summary>A path in code that begins with a folder of the repository and has no place to fill in.</summary>
    [GeneratedRegex("`((?:benchmarks|docs|eng|samples|src|tests)/[^`*{ ]+)`")]
    private static partial Regex Named();

    [GeneratedRegex(@"`(\w+Tests)\.(\w+)`")]
    private static partial Regex Test();
}
