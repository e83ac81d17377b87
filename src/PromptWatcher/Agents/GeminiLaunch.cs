namespace PromptWatcher.Agents;

/// <summary>Starts Gemini CLI (<c>gemini</c>). The options are those of its command line: https://geminicli.com/docs/cli/cli-reference.</summary>
public sealed record GeminiLaunch : AgentLaunch
{
    /// <inheritdoc/>
    public override string Agent => "gemini";

    /// <summary>What it may do unasked: <c>default</c>, <c>auto_edit</c>, <c>yolo</c> or <c>plan</c>.</summary>
    public string? ApprovalMode { get; init; }

    /// <summary>Tools that it may use unasked.</summary>
    public IReadOnlyList<string> AllowedTools { get; init; } = [];

    /// <summary>Goes on with a conversation: <c>latest</c>, or its number.</summary>
    public string? Resume { get; init; }

    /// <summary>Runs its commands in a sandbox.</summary>
    public bool Sandbox { get; init; }

    /// <summary>Directories that it may work in besides its own.</summary>
    public IReadOnlyList<string> AddDirectories { get; init; } = [];

    /// <inheritdoc/>
    protected override string UsualExecutable => "gemini";

    /// <inheritdoc/>
    protected override IEnumerable<string> OwnArguments() =>
    [
        .. Option("--model", Model), .. Option("--approval-mode", ApprovalMode), .. Options("--allowed-tools", AllowedTools), .. Option("--resume", Resume),
        .. Flag("--sandbox", Sandbox), .. Options("--include-directories", AddDirectories),
    ];
}
