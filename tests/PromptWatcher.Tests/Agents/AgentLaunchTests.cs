using PromptWatcher.Agents;
using PromptWatcher.Detection;
using PromptWatcher.Environments;

namespace PromptWatcher.Tests.Agents;

public class AgentLaunchTests
{
    public static TheoryData<AgentLaunch, string> Launches => new()
    {
        { new ClaudeLaunch(), "claude" },
        {
            new ClaudeLaunch
            {
                Model = "opus", PermissionMode = "plan", AllowedTools = ["Edit", "Bash(git log:*)"], DisallowedTools = ["WebFetch"], Resume = "id", AppendSystemPrompt = "-not an option\nbut a text",
                Settings = """{"a":1}""", McpConfigs = ["a.json", "b.json"], AddDirectories = ["/x"], MaxTurns = 3, ExtraArguments = ["--verbose"],
            },
            """claude|--model=opus|--permission-mode=plan|--allowedTools=Edit|--allowedTools=Bash(git log:*)|--disallowedTools=WebFetch|--resume=id|--append-system-prompt=-not an option\nbut a text|--settings={"a":1}|--mcp-config=a.json|--mcp-config=b.json|--add-dir=/x|--max-turns=3|--verbose"""
        },
        { new ClaudeLaunch { Continue = true, Executable = "/opt/claude" }, "/opt/claude|--continue" },
        { new CodexLaunch { Model = "m", ApprovalPolicy = "untrusted", Sandbox = "read-only", Profile = "p", Settings = ["a=\"b\""], AddDirectories = ["/x"] }, "codex|--model=m|--ask-for-approval=untrusted|--sandbox=read-only|--profile=p|--config=a=\"b\"|--add-dir=/x" },
        { new CodexLaunch { Continue = true }, "codex|resume|--last" },
        { new CodexLaunch { Resume = "id", Model = "m" }, "codex|resume|id|--model=m" },
        { new GeminiLaunch { Model = "m", ApprovalMode = "plan", AllowedTools = ["t"], Resume = "latest", Sandbox = true, AddDirectories = ["/x"] }, "gemini|--model=m|--approval-mode=plan|--allowed-tools=t|--resume=latest|--sandbox|--include-directories=/x" },
        { new QwenLaunch { Model = "m", ApprovalMode = "yolo", AllowedTools = ["t"], ExcludedTools = ["u"], Continue = true, MaxTurns = 2 }, "qwen|--model=m|--approval-mode=yolo|--allowed-tools=t|--exclude-tools=u|--continue|--max-session-turns=2" },
        { new OpenCodeLaunch { Model = "p/m", Mode = "plan", Resume = "id" }, "opencode|--model=p/m|--agent=plan|--session=id" },
        { new CopilotLaunch { Model = "m", AllowedTools = ["shell(git:*)"], DeniedTools = ["write"], AllowAllTools = true, AddDirectories = ["/x"], Continue = true }, "copilot|--model=m|--allow-tool=shell(git:*)|--deny-tool=write|--allow-all-tools|--add-dir=/x|--continue" },
        { new CursorLaunch { Model = "m", Force = true, Resume = "id" }, "cursor-agent|--model=m|--force|--resume=id" },
        { new AiderLaunch { Model = "m", YesAlways = true, AutoCommits = false, Files = ["a"], ReadOnlyFiles = ["b"] }, "aider|--model=m|--yes-always|--no-auto-commits|--file=a|--read=b" },
        { new GooseLaunch { Name = "n", Resume = true, BuiltIns = ["developer"], MaxTurns = 9 }, "goose|session|--name=n|--resume|--with-builtin=developer|--max-turns=9" },
        { new AmpLaunch { Mode = "smart", AllowAll = true, Settings = "s.json" }, "amp|--mode=smart|--dangerously-allow-all|--settings-file=s.json" },
    };

    [Theory]
    [MemberData(nameof(Launches))]
    public void ApplyTo_Launch_IsItsCommandLine(AgentLaunch launch, string expected)
    {
        PtySpawnOptions options = launch.ApplyTo(new PtySpawnOptions { Command = "x", Arguments = ["y"], ProjectId = "p" });

        Assert.Equal(expected.Replace("\\n", "\n", StringComparison.Ordinal), string.Join('|', options.Arguments.Prepend(options.Command)));
        Assert.Equal((launch.Agent, "p"), (options.Agent, options.ProjectId));
    }

    [Theory]
    [MemberData(nameof(Launches))]
    public void Agent_OfEachLaunch_HasAProfile(AgentLaunch launch, string _)
    {
        Assert.True(AgentProfiles.Default.TryGet(launch.Agent, out AgentProfile? profile), launch.Agent);
        if (launch.Executable is null)
            Assert.Same(profile, AgentProfiles.Default.Recognize(launch.ApplyTo(new PtySpawnOptions { Command = "" }).Command, launch.Arguments));
    }

    [Theory]
    [InlineData(null, """--settings={"apiKeyHelper":"cat \u0022$PROMPTWATCHER_SECRETS/anthropic-api-key\u0022"}""")]
    [InlineData("""{"model":"opus"}""", """--settings={"model":"opus","apiKeyHelper":"cat \u0022$PROMPTWATCHER_SECRETS/anthropic-api-key\u0022"}""")]
    public void ApplyTo_ClaudeWithAKey_ReadsItFromAFile(string? settings, string expected)
    {
        PtySpawnOptions options = new ClaudeLaunch { ApiKey = "key", Settings = settings }.ApplyTo(new PtySpawnOptions { Command = "", Secrets = new Dictionary<string, string> { ["own"] = "x" } });

        Assert.Equal([expected], options.Arguments);
        Assert.DoesNotContain("key", $"{new ClaudeLaunch { ApiKey = "key" }} {options}", StringComparison.Ordinal);
        Assert.Equal(new Dictionary<string, string> { ["own"] = "x", ["anthropic-api-key"] = "key" }, options.Secrets);
    }

    [Theory]
    [InlineData("settings.json")]
    [InlineData("[1]")]
    public void ApplyTo_ClaudeWithAKeyAndAFileOfSettings_SaysWhatToDo(string settings)
    {
        var error = Assert.Throws<ArgumentException>(() => new ClaudeLaunch { ApiKey = "key", Settings = settings }.Arguments);

        Assert.Contains("Give the file's content", error.Message, StringComparison.Ordinal);
    }
}
