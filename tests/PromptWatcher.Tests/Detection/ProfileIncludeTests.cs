using PromptWatcher.Detection;

namespace PromptWatcher.Tests.Detection;

public sealed class ProfileIncludeTests : IDisposable
{
    private readonly ProfileFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void WithFiles_IncludeOfAFileAndAnId_PutsTheirRulesBehindItsOwn()
    {
        _folder.Write("common.json", Profile("common", "", "shared", "own"));
        string file = _folder.Write("mine.json", Profile("mine", "common.json\", \"cursor", "own"));

        AgentProfiles profiles = AgentProfiles.Default.WithFiles(file);

        Assert.Equal(["mine/own", "common/shared", "cursor/interrupt-hint"], profiles.Get("mine").Compiled.Take(3).Select(rule => rule.Name));
        Assert.False(profiles.TryGet("common", out _));
    }

    [Fact]
    public void WithFiles_IncludeOfItsOwnId_AddsToTheOneItReplaces()
    {
        AgentProfiles profiles = AgentProfiles.Default.WithFiles(_folder.Write("claude.json", Profile("claude", "claude", "mine")));

        Assert.Equal(["claude/mine", "claude/title-working"], profiles.Get("claude").Compiled.Take(2).Select(rule => rule.Name));
        Assert.Equal("claude", profiles.Recognize("claude", [])?.Id);
        Assert.Equal("Claude Code", profiles.Get("claude").Name);
    }

    [Fact]
    public void WithFiles_Cycle_NamesTheWholeChain()
    {
        string a = _folder.Write("a.json", Profile("a", "b.json")), b = _folder.Write("b.json", Profile("b", "c.json")), c = _folder.Write("c.json", Profile("c", "b"));

        AgentProfileError error = Assert.Single(Errors(a, b, c));

        Assert.Equal(c, error.Source);
        Assert.Contains($"the include 'b' leads back to where it came from: {b} → {c} → {b}", error.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nobody", "there is no profile 'nobody' to include; choose one of aider, ")]
    [InlineData("nobody.json", "there is no such file")]
    [InlineData("../other.json", "the include '../other.json' leaves the profile's folder")]
    [InlineData("/etc/other.json", "leaves the profile's folder")]
    [InlineData("..\\\\other.json", "leaves the profile's folder")]
    [InlineData("sub/other", "leaves the profile's folder")]
    [InlineData("x.json", "x.json → ")]
    public void WithFiles_ImpossibleInclude_IsToldWithItsReason(string include, string reason) =>
        Assert.Contains(reason, Assert.Single(Errors(_folder.Write("x.json", Profile("x", include)))).Reason, StringComparison.Ordinal);

    [Fact]
    public void Compiled_IncludeThatWasNotFound_SaysHowToFindIt()
    {
        AgentProfile alone = AgentProfile.Parse(Profile("x", "claude"), "x.json");

        Assert.Contains("AgentProfiles.With", Assert.Throws<InvalidOperationException>(() => PromptDetector.Inspect(Still.Of("x"), alone)).Message, StringComparison.Ordinal);
        Assert.Equal("claude/title-working", AgentProfiles.Default.With(alone).Get("x").Compiled[0].Name);
    }

    private static string Profile(string id, string include, params string[] rules) => $$"""
        { "id": "{{id}}"{{(include.Length == 0 ? "" : $", \"include\": [ \"{include}\" ]")}}, "rules": [ {{string.Join(", ",
            rules.Select(rule => $$"""{ "id": "{{rule}}", "state": "Working", "region": "Title", "when": { "contains": [ "x" ] } }"""))}} ] }
        """;

    private static IReadOnlyList<AgentProfileError> Errors(params string[] files) =>
        Assert.Throws<AgentProfileException>(() => AgentProfiles.Default.WithFiles(files)).Errors;
}
