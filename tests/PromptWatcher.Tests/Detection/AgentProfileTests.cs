using PromptWatcher.Detection;

namespace PromptWatcher.Tests.Detection;

public class AgentProfileTests
{
    [Fact]
    public void Default_EmbeddedProfiles_AreValid() => Assert.All(AgentProfiles.Default.Ids, id =>
        Assert.Empty(AgentProfileValidator.Validate(AgentProfiles.Default.Get(id), id)));

    [Fact]
    public void Get_UnknownId_ListsTheKnownOnes()
    {
        var e = Assert.Throws<ArgumentException>(() => AgentProfiles.Default.Get("cluade"));

        Assert.Contains("'cluade'", e.Message, StringComparison.Ordinal);
        Assert.Contains("claude, codex", e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("claude", new string[0], "claude")]
    [InlineData("/usr/local/bin/codex", new[] { "--full-auto" }, "codex")]
    [InlineData("npx", new[] { "-y", "@google/gemini-cli@0.61.0" }, "gemini")]
    [InlineData("node", new[] { "/opt/lib/opencode.js" }, "opencode")]
    [InlineData("C:\\tools\\qwen.exe", new string[0], "qwen")]
    [InlineData("bash", new[] { "claude" }, null)]
    [InlineData("vim", new string[0], null)]
    public void Recognize_Command_FindsTheProfile(string command, string[] arguments, string? id) =>
        Assert.Equal(id, AgentProfiles.Default.Recognize(command, arguments)?.Id);

    [Fact]
    public void Parse_UnknownMember_IsRefused()
    {
        AgentProfileError error = Error("""{ "id": "x", "rulez": [] }""");

        Assert.Equal("x.json", error.Source);
        Assert.Contains("rulez", error.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Parse_LookAround_IsRefusedWithTheRule()
    {
        AgentProfileError error = Error("""{ "id": "x", "rules": [ { "id": "r", "state": "Working", "region": "Title", "when": { "regex": [ "a(?=b)" ] } } ] }""");

        Assert.Equal("r", error.Rule);
        Assert.Contains("look-around", error.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Parse_SeveralMistakes_AreAllReported()
    {
        var e = Assert.Throws<AgentProfileException>(() => AgentProfile.Parse("""
            {
              "id": "My Agent",
              "rules": [
                { "id": "a", "state": "Exited", "region": "Title", "when": { "contains": [ "x" ] } },
                { "id": "a", "state": "Awaiting", "region": "Question", "when": { "contains": [ "x" ] } },
                { "state": "Working", "region": "Title", "when": { "regex": [ "(" ] } },
                { "id": "b", "state": "Idle", "region": "Title", "when": { } }
              ]
            }
            """, "mine.json"));

        Assert.Equal(7, e.Errors.Count);
        Assert.Contains("mine.json: rule 'a': another rule has the same id", e.Message, StringComparison.Ordinal);
        Assert.Contains("rule '#3'", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void With_ProfileOfTheUser_TakesPart()
    {
        AgentProfile own = AgentProfile.Parse("""
            { "id": "mine", "commands": [ "mine" ],
              "rules": [ { "id": "busy", "state": "Working", "region": "Status", "when": { "contains": [ "en cours" ], "not": [ { "contains": [ "plus" ] } ] } } ] }
            """, "mine.json");

        AgentProfile found = AgentProfiles.Default.With(own).Recognize("mine", [])!;

        Assert.Equal(Activity.Working, PromptDetector.Inspect(Still.Of("Travail EN COURS\n──────\n> \n──────"), found).Activity);
        Assert.Equal(Activity.Idle, PromptDetector.Inspect(Still.Of("plus en cours\n──────\n> \n──────"), found).Activity);
    }

    private static AgentProfileError Error(string json) =>
        Assert.Single(Assert.Throws<AgentProfileException>(() => AgentProfile.Parse(json, "x.json")).Errors);
}
