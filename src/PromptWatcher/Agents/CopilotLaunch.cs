namespace PromptWatcher.Agents;

/// <summary>Starts Copilot CLI (<c>copilot</c>). The options are those of its command line: <c>copilot --help</c>.</summary>
public sealed record CopilotLaunch : AgentLaunch
{
    /// <inheritdoc/>
    public override string Agent => "copilot";

    /// <summary>Tools that it may use unasked, as in <c>shell(git:*)</c> and <c>write</c>.</summary>
    public IReadOnlyList<string> AllowedTools { get; init; } = [];

    /// <summary>Tools that it may not use.</summary>
    public IReadOnlyList<string> DeniedTools { get; init; } = [];

    /// <summary>It may use every tool unasked.</summary>
    public bool AllowAllTools { get; init; }

    /// <summary>Directories that it may work in besides its own.</summary>
    public IReadOnlyList<string> AddDirectories { get; init; } = [];

    /// <summary>Goes on with the last conversation.</summary>
    public bool Continue { get; init; }

    /// <summary>Goes on with this conversation.</summary>
    public string? Resume { get; init; }

    /// <inheritdoc/>
    protected override string UsualExecutable => "copilot";

    /// <inheritdoc/>
    protected override IEnumerable<string> OwnArguments() =>
    [
        .. Option("--model", Model), .. Options("--allow-tool", AllowedTools), .. Options("--deny-tool", DeniedTools), .. Flag("--allow-all-tools", AllowAllTools),
        .. Options("--add-dir", AddDirectories), .. Flag("--continue", Continue), .. Option("--resume", Resume),
    ];
}
