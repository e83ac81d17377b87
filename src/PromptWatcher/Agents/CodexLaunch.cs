namespace PromptWatcher.Agents;

/// <summary>Starts Codex (<c>codex</c>). The options are those of its command line: https://developers.openai.com/codex/cli/reference.</summary>
public sealed record CodexLaunch : AgentLaunch
{
    /// <inheritdoc/>
    public override string Agent => "codex";

    /// <summary>When it asks: <c>untrusted</c>, <c>on-request</c> or <c>never</c>.</summary>
    public string? ApprovalPolicy { get; init; }

    /// <summary>What its commands may reach: <c>read-only</c>, <c>workspace-write</c> or <c>danger-full-access</c>.</summary>
    public string? Sandbox { get; init; }

    /// <summary>The profile of its configuration.</summary>
    public string? Profile { get; init; }

    /// <summary>Settings in place of those of its configuration, as in <c>model_provider="x"</c>.</summary>
    public IReadOnlyList<string> Settings { get; init; } = [];

    /// <summary>Directories that it may write to besides its own.</summary>
    public IReadOnlyList<string> AddDirectories { get; init; } = [];

    /// <summary>Goes on with the last conversation of the directory.</summary>
    public bool Continue { get; init; }

    /// <summary>Goes on with this conversation.</summary>
    public string? Resume { get; init; }

    /// <inheritdoc/>
    protected override string UsualExecutable => "codex";

    /// <inheritdoc/>
    protected override IEnumerable<string> OwnArguments() =>
    [
        // To go on is a command of its own, which takes the same options.
        .. Resume is { } id ? ["resume", id] : Continue ? new[] { "resume", "--last" } : [],
        .. Option("--model", Model), .. Option("--ask-for-approval", ApprovalPolicy), .. Option("--sandbox", Sandbox), .. Option("--profile", Profile),
        .. Options("--config", Settings), .. Options("--add-dir", AddDirectories),
    ];
}
