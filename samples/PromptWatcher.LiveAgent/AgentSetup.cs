using System.Text.Json.Nodes;

namespace PromptWatcher.LiveAgent;

/// <summary>What an agent needs to talk to a model on this machine and to start without questions: settings in a home of its own, and variables.</summary>
internal sealed record AgentSetup(string Id, IReadOnlyList<string> Arguments, Action<string, string, string> WriteSettings, Func<string, Dictionary<string, string?>> Endpoint)
{
    private const string ClaudeKey = "sk-ant-api03-none-of-this-is-a-real-key-0000";

    private static readonly AgentSetup[] All =
    [
        new("claude", ["--permission-mode", "default"], Claude, static address => new()
        {
            ["ANTHROPIC_BASE_URL"] = address, ["ANTHROPIC_API_KEY"] = ClaudeKey, ["IS_SANDBOX"] = "1",
            ["CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC"] = "1", ["DISABLE_AUTOUPDATER"] = "1",
        }),
        new("codex", [], Codex, static _ => new() { ["LOCAL_KEY"] = "none" }),
        new("gemini", ["-m", "gemini-2.5-flash"], Gemini, static address => new() { ["GOOGLE_GEMINI_BASE_URL"] = address, ["GEMINI_API_KEY"] = "AIza-none" }),
        new("opencode", [], OpenCode, static _ => new() { ["OPENCODE_DISABLE_MODELS_FETCH"] = "1" }),
        new("qwen", [], Qwen, static address => new() { ["OPENAI_BASE_URL"] = address + "/v1", ["OPENAI_API_KEY"] = "none", ["OPENAI_MODEL"] = "scripted" }),
    ];

    public static AgentSetup Get(string id) => Array.Find(All, agent => agent.Id == id)
        ?? throw new ArgumentException($"No agent is called '{id}'. Known are: {string.Join(", ", All.Select(agent => agent.Id))}.", nameof(id));

    public Dictionary<string, string?> Variables(string home, string address)
    {
        Dictionary<string, string?> variables = Endpoint(address);
        variables["HOME"] = home;
        return variables;
    }

    private static void Claude(string home, string project, string address) => Write(home, ".claude.json", new JsonObject
    {
        ["hasCompletedOnboarding"] = true,
        ["theme"] = "dark",
        ["customApiKeyResponses"] = new JsonObject { ["approved"] = new JsonArray(ClaudeKey[^20..]), ["rejected"] = new JsonArray() },
        ["projects"] = new JsonObject { [project] = new JsonObject { ["hasTrustDialogAccepted"] = true } },
    }.ToJsonString());

    private static void Codex(string home, string project, string address) => Write(home, ".codex/config.toml", $"""
        model = "gpt-5"
        model_provider = "local"
        [model_providers.local]
        name = "local"
        base_url = "{address}/v1"
        env_key = "LOCAL_KEY"
        wire_api = "responses"
        [projects."{project}"]
        trust_level = "trusted"
        """);

    private static void Gemini(string home, string project, string address)
    {
        Write(home, ".gemini/settings.json", """
            {"security":{"auth":{"selectedType":"gemini-api-key"}},"privacy":{"usageStatisticsEnabled":false},"telemetry":{"enabled":false},"general":{"disableAutoUpdate":true}}
            """);
        Write(home, ".gemini/trustedFolders.json", new JsonObject { [project] = "TRUST_FOLDER" }.ToJsonString());
    }

    private static void OpenCode(string home, string project, string address) => Write(home, ".config/opencode/opencode.json", new JsonObject
    {
        ["model"] = "local/scripted",
        ["autoupdate"] = false,
        ["permission"] = new JsonObject { ["bash"] = "ask", ["edit"] = "ask" },
        ["provider"] = new JsonObject
        {
            ["local"] = new JsonObject
            {
                ["npm"] = "@ai-sdk/openai-compatible",
                ["options"] = new JsonObject { ["baseURL"] = address + "/v1", ["apiKey"] = "none" },
                ["models"] = new JsonObject { ["scripted"] = new JsonObject { ["name"] = "Scripted" } },
            },
        },
    }.ToJsonString());

    private static void Qwen(string home, string project, string address) =>
        Write(home, ".qwen/settings.json", """{"security":{"auth":{"selectedType":"openai"}},"general":{"disableAutoUpdate":true}}""");

    private static void Write(string home, string name, string text)
    {
        string path = Path.Combine(home, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }
}
