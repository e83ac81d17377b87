using PromptWatcher.Detection;

namespace PromptWatcher.Tests.Detection;

public sealed class ConditionRuleTests
{
    [Theory]
    [InlineData("claude", "● API Error: 401 {\"type\":\"error\"} · Please run /login", AgentConditions.SignInNeeded)]
    [InlineData("claude", "Invalid API key · Please run /login", AgentConditions.SignInNeeded)]
    [InlineData("claude", "● API Error: 400 The request is not valid", AgentConditions.ServiceError)]
    [InlineData("claude", "⎿  API Error (529 overloaded) · Retrying in 5 seconds… (attempt 4/10)", AgentConditions.ServiceError)]
    [InlineData("claude", "You've hit your limit · resets 3pm", AgentConditions.LimitReached)]
    [InlineData("claude", "Claude usage limit reached. Your limit will reset at 3pm.", AgentConditions.LimitReached)]
    [InlineData("claude", "✻ Churned for 6m 24s · 2 shells still running", AgentConditions.BackgroundWork)]
    [InlineData("claude", "⏵⏵ accept edits on · 1 shell · ? for shortcuts", AgentConditions.BackgroundWork)]
    [InlineData("claude", "✻ Waiting for 1 background agent to finish", AgentConditions.BackgroundWork)]
    [InlineData("codex", "■ {\"error\": {\"message\": \"The request is not valid\"", AgentConditions.ServiceError)]
    [InlineData("codex", "■ unexpected status 401 Unauthorized", AgentConditions.SignInNeeded)]
    [InlineData("opencode", "■■⬝⬝⬝⬝⬝⬝ Internal server error [retrying attempt #1]", AgentConditions.ServiceError)]
    [InlineData("qwen", "✕ [API Error: 400 The request is not valid: lab test] (Press Ctrl+Y to retry)", AgentConditions.ServiceError)]
    [InlineData("cursor", "2 background tasks", AgentConditions.BackgroundWork)]
    [InlineData("generic", "1 background task running", AgentConditions.BackgroundWork)]
    public void Conditions_StatusLine_TellsIt(string agent, string line, AgentConditions conditions) => Assert.Equal(conditions, Conditions(agent, line));

    [Theory]
    [InlineData("● The API Error class wraps what the server says.")]
    [InlineData("● If it says 401, please run /login and try again.")]
    [InlineData("● I see that 2 shells are still running in the example.")]
    [InlineData("● The function retries when the connection is lost on the way.")]
    [InlineData("● When your usage limit is reached the program waits.")]
    [InlineData("● We need a network error page and a rate limit for the API.")]
    [InlineData("● There is no token in this file")]
    [InlineData("? for shortcuts · ← for agents")]
    [InlineData("⏵⏵ accept edits on (shift+tab to cycle)")]
    public void Conditions_Prose_TellsNothing(string line) =>
        Assert.All((string[])["claude", "codex", "gemini", "generic"], agent => Assert.Equal(AgentConditions.None, Conditions(agent, line)));

    [Fact]
    public void Conditions_OtherRegion_TellsNothing() => Assert.Equal(
        AgentConditions.None, Rules("claude").Conditions(RuleRegion.Title, new LineSource("API Error: 400")));

    private static AgentConditions Conditions(string agent, string line) => Rules(agent).Conditions(RuleRegion.Status, new LineSource(line));

    private static RuleSet Rules(string agent) => new(AgentProfiles.Default, AgentProfiles.Default.Get(agent));
}
