namespace PromptWatcher.Agents;

/// <summary>Starts aider (<c>aider</c>). The options are those of its command line: https://aider.chat/docs/config/options.html.</summary>
public sealed record AiderLaunch : AgentLaunch
{
    /// <inheritdoc/>
    public override string Agent => "aider";

    /// <summary>Says yes to every question.</summary>
    public bool YesAlways { get; init; }

    /// <summary>Commits its changes; as it is configured when it is <see langword="null"/>.</summary>
    public bool? AutoCommits { get; init; }

    /// <summary>Files that it edits.</summary>
    public IReadOnlyList<string> Files { get; init; } = [];

    /// <summary>Files that it only reads.</summary>
    public IReadOnlyList<string> ReadOnlyFiles { get; init; } = [];

    /// <inheritdoc/>
    protected override string UsualExecutable => "aider";

    /// <inheritdoc/>
    protected override IEnumerable<string> OwnArguments() =>
    [
        .. Option("--model", Model), .. Flag("--yes-always", YesAlways), .. Flag("--auto-commits", AutoCommits == true), .. Flag("--no-auto-commits", AutoCommits == false),
        .. Options("--file", Files), .. Options("--read", ReadOnlyFiles),
    ];
}
