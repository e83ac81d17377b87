namespace PromptWatcher.Agents;

/// <summary>Starts Qwen Code (<c>qwen</c>). The options are those of its command line: https://qwenlm.github.io/qwen-code-docs.</summary>
public sealed record QwenLaunch : AgentLaunch
{
    /// <inheritdoc/>
    public override string Agent => "qwen";

    /// <summary>What it may do unasked: <c>plan</c>, <c>default</c>, <c>auto-edit</c> or <c>yolo</c>.</summary>
    public string? ApprovalMode { get; init; }

    /// <summary>Tools that it may use unasked.</summary>
    public IReadOnlyList<string> AllowedTools { get; init; } = [];

    /// <summary>Tools that it may not use.</summary>
    public IReadOnlyList<string> ExcludedTools { get; init; } = [];

    /// <summary>Goes on with the last conversation of the project.</summary>
    public bool Continue { get; init; }

    /// <summary>Goes on with this conversation.</summary>
    public string? Resume { get; init; }

    /// <summary>After so many turns it stops; at least 1.</summary>
    public int? MaxTurns { get; init; }

    /// <inheritdoc/>
    protected override string UsualExecutable => "qwen";

    /// <inheritdoc/>
    protected override IEnumerable<string> OwnArguments() =>
    [
        .. Option("--model", Model), .. Option("--approval-mode", ApprovalMode), .. Options("--allowed-tools", AllowedTools), .. Options("--exclude-tools", ExcludedTools),
        .. Flag("--continue", Continue), .. Option("--resume", Resume), .. Option("--max-session-turns", MaxTurns?.ToString(System.Globalization.CultureInfo.InvariantCulture)),
    ];
}
