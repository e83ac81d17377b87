using PromptWatcher.Detection;
using PromptWatcher.Environments;

namespace PromptWatcher.Tests.Detection;

public class AgentProfileTests
{
    [Fact]
    public void Default_EmbeddedProfiles_AreValid() => Assert.Equal(AgentProfiles.Default.Ids.Order(), Directory
        .GetFiles(Path.Combine(SourceTree.Root, "src/PromptWatcher/Detection/Profiles"), "*.json")
        .Select(file => AgentProfile.Parse(File.ReadAllText(file), file).Id).Order());

    [Fact]
    public void Default_Commands_BelongToOneProfileEach()
    {
        IEnumerable<string> commands = AgentProfiles.Default.Ids.SelectMany(id => AgentProfiles.Default.Get(id).Commands);

        Assert.Equal([], commands.GroupBy(command => command, StringComparer.OrdinalIgnoreCase).Where(same => same.Count() > 1).Select(same => same.Key));
    }

    [Fact]
    public void Get_UnknownId_ListsTheKnownOnes()
    {
        var e = Assert.Throws<UnknownIdException>(() => AgentProfiles.Default.Get("cluade"));

        Assert.Contains("'cluade'", e.Message, StringComparison.Ordinal);
        Assert.Contains("claude, codex", e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("claude", new string[0], "claude")]
    [InlineData("/usr/local/bin/codex", new[] { "--full-auto" }, "codex")]
    [InlineData("npx", new[] { "-y", "@google/gemini-cli@0.61.0" }, "gemini")]
    [InlineData("npx", new[] { "cowsay" }, "npm")]
    [InlineData("node", new[] { "/opt/lib/opencode.js" }, "opencode")]
    [InlineData("node", new string[0], "node")]
    [InlineData("python3", new[] { "-q" }, "python")]
    [InlineData("python3", new[] { "-m", "http.server" }, null)]
    [InlineData("python3", new[] { "build.py" }, null)]
    [InlineData("C:\\tools\\qwen.exe", new string[0], "qwen")]
    [InlineData("bash", new[] { "claude" }, "bash")]
    [InlineData("vim", new string[0], "vim")]
    [InlineData("cat", new[] { "claude" }, null)]
    public void Recognize_Command_FindsTheProfile(string command, string[] arguments, string? id) =>
        Assert.Equal(id, AgentProfiles.Default.Recognize(command, arguments)?.Id);

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

    [Fact]
    public void With_TwoOfOneId_IsRefused()
    {
        var e = Assert.Throws<AgentProfileException>(() => AgentProfiles.Default.With(new AgentProfile { Id = "twin" }, new AgentProfile { Id = "twin" }));

        Assert.Contains("the id 'twin' is that of twin as well", Assert.Single(e.Errors).Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[sudo] lozinka za dev: ▮", PromptKind.Secret)]
    [InlineData("[sudo: authenticate] Jelszó: ▮", PromptKind.Secret)]
    public void Inspect_SudoInAnyLanguage_AsksForASecret(string line, PromptKind kind) =>
        Assert.Equal(kind, PromptDetector.Inspect(Still.Of(line)).Prompt?.Kind);

    [Fact]
    public void Inspect_GpgMenu_AsksForText() =>
        Assert.Equal(PromptKind.Text, PromptDetector.Inspect(Still.Of("   (1) RSA and RSA\nYour selection? ▮"), AgentProfiles.Default.Get("gpg")).Prompt?.Kind);
}
