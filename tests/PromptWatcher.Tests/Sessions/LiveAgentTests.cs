using PromptWatcher.LiveAgent;

namespace PromptWatcher.Tests.Sessions;

/// <summary>A real agent from npm, its permission answered through the API.</summary>
public class LiveAgentTests
{
    [SkippableFact]
    public async Task AnswerAsync_ClaudeCodeAsksForACommand_TheCommandHasRun()
    {
        string program = Path.Combine(SourceTree.Root, "artifacts", "agents", "claude", "node_modules", ".bin", "claude");
        Skip.IfNot(File.Exists(program), $"NOT CHECKED: Claude Code is not installed ({program}). eng/live-agent.sh claude installs it; it takes node and npm.");
        var output = new StringWriter();

        bool isMade = await LiveRun.RunAsync(AgentSetup.Get("claude"), program, output);

        Assert.True(isMade, output.ToString());
        Assert.Contains("about mkdir -p made && touch made/by-agent", output.ToString(), StringComparison.Ordinal);
    }
}
