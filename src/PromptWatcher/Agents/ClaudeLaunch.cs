using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using PromptWatcher.Environments;

namespace PromptWatcher.Agents;

/// <summary>Starts Claude Code (<c>claude</c>). The options are those of its command line: https://code.claude.com/docs/en/cli-reference.</summary>
public sealed record ClaudeLaunch : AgentLaunch
{
    private const string KeyFile = "anthropic-api-key";

    /// <inheritdoc/>
    public override string Agent => "claude";

    /// <summary>What it may do unasked: <c>default</c>, <c>acceptEdits</c>, <c>plan</c>, <c>bypassPermissions</c> and others that its version has.</summary>
    public string? PermissionMode { get; init; }

    /// <summary>Tools that it may use unasked, as in <c>Edit</c> and <c>Bash(git log:*)</c>.</summary>
    public IReadOnlyList<string> AllowedTools { get; init; } = [];

    /// <summary>Tools that it may not use.</summary>
    public IReadOnlyList<string> DisallowedTools { get; init; } = [];

    /// <summary>Goes on with the last conversation of the directory.</summary>
    public bool Continue { get; init; }

    /// <summary>Goes on with this conversation.</summary>
    public string? Resume { get; init; }

    /// <summary>Text added to its system prompt.</summary>
    public string? AppendSystemPrompt { get; init; }

    /// <summary>
    /// The key for its model. It reads it from a file in memory (<see cref="PtySpawnOptions.Secrets"/>) by its setting <c>apiKeyHelper</c>, so that the key is no
    /// variable, which all it starts would get; <see langword="null"/> leaves it to log in as it is configured.
    /// </summary>
    public string? ApiKey { get; init; }

    /// <summary>Settings: a file, or JSON. With an <see cref="ApiKey"/> JSON, to which the helper is added.</summary>
    public string? Settings { get; init; }

    /// <summary>MCP servers: files, or JSON.</summary>
    public IReadOnlyList<string> McpConfigs { get; init; } = [];

    /// <summary>Directories that it may work in besides its own.</summary>
    public IReadOnlyList<string> AddDirectories { get; init; } = [];

    /// <summary>After so many turns it stops; at least 1.</summary>
    public int? MaxTurns { get; init; }

    /// <inheritdoc/>
    protected override string UsualExecutable => "claude";

    /// <inheritdoc/>
    protected override IEnumerable<string> OwnArguments() =>
    [
        .. Option("--model", Model), .. Option("--permission-mode", PermissionMode), .. Options("--allowedTools", AllowedTools), .. Options("--disallowedTools", DisallowedTools),
        .. Flag("--continue", Continue), .. Option("--resume", Resume), .. Option("--append-system-prompt", AppendSystemPrompt), .. Option("--settings", ApiKey is null ? Settings : WithHelper(Settings)),
        .. Options("--mcp-config", McpConfigs), .. Options("--add-dir", AddDirectories), .. Option("--max-turns", MaxTurns?.ToString(CultureInfo.InvariantCulture)),
    ];

    /// <inheritdoc/>
    protected override IEnumerable<KeyValuePair<string, string>> OwnSecrets() => ApiKey is { } key ? [new(KeyFile, key)] : [];

    private static string WithHelper(string? settings)
    {
        try
        {
            JsonObject members = settings is null ? [] : JsonNode.Parse(settings)!.AsObject();
            members["apiKeyHelper"] = $"cat \"${Secrets.Variable}/{KeyFile}\"";
            return members.ToJsonString();
        }
        catch (Exception wrong) when (wrong is JsonException or InvalidOperationException)
        {
            throw new ArgumentException($"Cannot add the helper that reads {nameof(ApiKey)} to {nameof(Settings)}: it is no JSON object, but perhaps a file. Give the file's content.", wrong);
        }
    }
}
