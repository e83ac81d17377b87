using System.Globalization;
using System.Text;
using PromptWatcher.Terminal;

namespace PromptWatcher.Tests.Terminal;

public class GraphemeBreakTests
{
    private const string Variable = "PROMPTWATCHER_UNICODE";

    [Theory]
    [InlineData("ab", "a|b")]
    [InlineData("\r\n\n", "\r\n|\n")]
    [InlineData("e\u0301\u0302x", "e\u0301\u0302|x")]
    [InlineData("👩‍💻👩", "👩‍💻|👩")]
    [InlineData("👍🏽!", "👍🏽|!")]
    [InlineData("🇩🇪🇫🇷🇮", "🇩🇪|🇫🇷|🇮")]
    [InlineData("각각", "각|각")]
    [InlineData("क्ष", "क्ष")]
    [InlineData("क्‌ष", "क्‌|ष")]
    [InlineData("a‍💻", "a‍|💻")]
    [InlineData("1️⃣2", "1️⃣|2")]
    public void Next_Text_FindsItsClusters(string text, string expected) => Assert.Equal(expected, Clusters(text));

    /// <summary>Unicode's own cases, which are read where they lie and are no part of this repository.</summary>
    [SkippableFact]
    public void Next_EveryCaseOfUnicode_BreaksWhereItSays()
    {
        string root = Environment.GetEnvironmentVariable(Variable) ?? Path.Combine(SourceTree.Root, "..", "shared", "unicode");
        string file = Path.GetFullPath(Path.Combine(root, "auxiliary", "GraphemeBreakTest.txt"));
        Skip.IfNot(File.Exists(file), $"NOT CHECKED: Unicode's test data is absent ({file}). Set {Variable} to the folder of its database.");

        string[] cases = [.. File.ReadLines(file).Select(line => line.Split('#')[0].Trim()).Where(line => line.Length > 0)];
        string[] missed = [.. cases.Where(line => Spell(line) != line)];

        Assert.Equal(766, cases.Length);
        Assert.True(missed.Length == 0, $"{missed.Length} of {cases.Length} differ:\n" + string.Join('\n', missed.Select(line => $"{line}\n{Spell(line)}")));
    }

    /// <summary>The case as this implementation would have written it.</summary>
    private static string Spell(string line)
    {
        GraphemeBreak state = GraphemeBreak.Initial;
        var spelled = new StringBuilder();
        foreach (string part in line.Split(' ').Where(part => part is not ("÷" or "×")))
            spelled.Append(state.Next(int.Parse(part, NumberStyles.HexNumber, CultureInfo.InvariantCulture)) ? "÷ " : "× ").Append(part).Append(' ');
        return spelled.Append('÷').ToString();
    }

    private static string Clusters(string text)
    {
        GraphemeBreak state = GraphemeBreak.Initial;
        var clusters = new StringBuilder();
        foreach (Rune rune in text.EnumerateRunes())
            clusters.Append(state.Next(rune.Value) && clusters.Length > 0 ? "|" : "").Append(rune);
        return clusters.ToString();
    }
}
