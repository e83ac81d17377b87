namespace PromptWatcher.Agents;

/// <summary>Starts Cursor's agent (<c>cursor-agent</c>). The options are those of its command line: https://cursor.com/docs/cli/reference/parameters.</summary>
public sealed record CursorLaunch : AgentLaunch
{
    /// <inheritdoc/>
    public override string Agent => "cursor";

    /// <summary>Allows what no rule forbids, unasked.</summary>
    public bool Force { get; init; }

    /// <summary>Goes on with this conversation.</summary>
    public string? Resume { get; init; }

    /// <inheritdoc/>
    protected override string UsualExecutable => "cursor-agent";

    /// <inheritdoc/>
    protected override IEnumerable<string> OwnArguments() =>
    [
        .. Option("--model", Model), .. Flag("--force", Force), .. Option("--resume", Resume),
    ];
}
