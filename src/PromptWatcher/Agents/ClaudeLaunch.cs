using System.Globalization;

namespace PromptWatcher.Agents;

/// <summary>Starts Claude Code (<c>claude</c>). The options are those of its command line: https://code.claude.com/docs/en/cli-reference.</summary>
public sealed record ClaudeLaunch : AgentLaunch
{
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

    /// <summary>Settings: a file, or JSON.</summary>
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
        .. Flag("--continue", Continue), .. Option("--resume", Resume), .. Option("--append-system-prompt", AppendSystemPrompt), .. Option("--settings", Settings),
        .. Options("--mcp-config", McpConfigs), .. Options("--add-dir", AddDirectories), .. Option("--max-turns", MaxTurns?.ToString(CultureInfo.InvariantCulture)),
    ];
}
