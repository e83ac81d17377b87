using System.Text.Json;
using PromptWatcher.Detection;

namespace PromptWatcher.Tests.Detection;

public sealed class AgentRecognitionTests
{
    private const string Banner = " ▐▛███▜▌   Claude Code v2.1.197\n ▝▜█████▛▘  Opus\n\n";
    private const string Box = "────────────────────\n❯ ▮\n────────────────────\n  ? for shortcuts";

    [Fact]
    public void Observe_BannerAboveAnInputBox_IsTaken() => Assert.Equal("claude", Agent(new Session().Show(Banner + Box)));

    [Fact]
    public void Observe_TitleWithAnInputBox_IsTaken() => Assert.Equal("qwen", Agent(new Session().Output("\e]2;Qwen - project\a").Show(Box)));

    [Fact]
    public void Observe_TitleInFullScreen_IsTaken() => Assert.Equal("opencode", Agent(new Session().Output("\e[?1049h\e]0;OpenCode\a").Show("Ask anything")));

    [Theory]
    [InlineData(Banner)]
    [InlineData("$ cat log\n" + Banner + "$ ▮")]
    [InlineData("❯ cat log\n" + Banner + "❯ ▮")]
    [InlineData(Banner + "────────────\n❯ \n────────────\n  ? for shortcuts\ndev@host:~$ ▮")]
    public void Observe_TextThatNamesAnAgent_IsNot(string screen) => Assert.Null(Agent(new Session().Show(screen)));

    [Fact]
    public void Observe_PagerWithAText_IsNot() => Assert.Null(Agent(new Session().Output("\e[?1049h").Show(Banner + "log.txt (END)▮")));

    [Fact]
    public void Observe_TitleWithoutStructure_IsNot() => Assert.Null(Agent(new Session().Output("\e]0;✳ Claude Code\a").Show("some text")));

    [Fact]
    public void Observe_TextLongAfterTheBox_IsTalk()
    {
        Session session = new Session().Show("Welcome\n" + Box).Wait(61_000);

        Assert.Null(Agent(session.Show("Let me tell of Claude Code v2.1.197\n" + Box)));
    }

    [Theory]
    [InlineData("dev@host:~$ ▮")]
    [InlineData("\e]133;A\adone ▮")]
    public void Observe_ShellsPromptAfterwards_DropsIt(string prompt)
    {
        Session session = new Session().Show(Banner + Box);
        Assert.Equal("claude", Agent(session));

        Assert.Null(Agent(session.Show(prompt)));
    }

    [Fact]
    public void Observe_AgentInAShell_IsTakenAndGivenBack()
    {
        Session session = new Session(AgentProfiles.Default.Get("bash")).Show("dev@host:~$ ▮");
        Assert.Equal("bash", Agent(session));
        Assert.Equal("claude", Agent(session.Show(Banner + Box)));

        Assert.Equal("bash", Agent(session.Show("dev@host:~$ ▮")));
    }

    [Fact]
    public void Observe_AgentThatWasNamed_StaysIt() =>
        Assert.Equal("codex", Agent(new Session(AgentProfiles.Default.Get("codex")).Show(Banner + Box)));

    [Fact]
    public void Observe_RecognizedAgent_IsReadByItsRulesAtOnce()
    {
        Session session = new Session().Output("\e]0;◐ Claude Code\a").Show(Banner + Box).Wait(60);

        Assert.Equal(Activity.Working, session.Activity);
    }

    [Fact]
    public void Observe_Recordings_TellTheirAgentAndNoOther()
    {
        foreach (string name in Recordings.Names.Where(static (name, i) => name.Contains("-idle", StringComparison.Ordinal) || i % 4 == 0))
        {
            Recording recording = Recordings.Open(name);
            using JsonDocument labels = recording.Labels();
            string agent = labels.RootElement.GetProperty("agent").GetString()!;

            IReadOnlySet<string> found = RecordingReplay.Agents(recording);

            Assert.True(found.All(id => id == agent), $"{name}: {string.Join(' ', found)}");
            Assert.True(found.Count == 1 || !name.Contains("-idle", StringComparison.Ordinal), name);
        }
    }

    private static string? Agent(Session session) => session.Wait(1_000).Detector.Profile?.Id;
}
