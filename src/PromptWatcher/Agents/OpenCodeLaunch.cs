namespace PromptWatcher.Agents;

/// <summary>Starts OpenCode (<c>opencode</c>). The options are those of its command line: https://opencode.ai/docs/cli.</summary>
public sealed record OpenCodeLaunch : AgentLaunch
{
    /// <inheritdoc/>
    public override string Agent => "opencode";

    /// <summary>Its agent, as in <c>build</c> and <c>plan</c>.</summary>
    public string? Mode { get; init; }

    /// <summary>Goes on with the last conversation.</summary>
    public bool Continue { get; init; }

    /// <summary>Goes on with this conversation.</summary>
    public string? Resume { get; init; }

    /// <inheritdoc/>
    protected override string UsualExecutable => "opencode";

    /// <inheritdoc/>
    protected override IEnumerable<string> OwnArguments() =>
    [
        .. Option("--model", Model), .. Option("--agent", Mode), .. Flag("--continue", Continue), .. Option("--session", Resume),
    ];
}
