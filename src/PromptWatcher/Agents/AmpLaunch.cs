namespace PromptWatcher.Agents;

/// <summary>Starts Amp (<c>amp</c>), whose model follows from its mode. The options are those of its command line: https://ampcode.com/manual.</summary>
public sealed record AmpLaunch : AgentLaunch
{
    /// <inheritdoc/>
    public override string Agent => "amp";

    /// <summary>Its mode, as in <c>smart</c> and <c>rush</c>.</summary>
    public string? Mode { get; init; }

    /// <summary>Allows every tool, unasked.</summary>
    public bool AllowAll { get; init; }

    /// <summary>Settings: a file.</summary>
    public string? Settings { get; init; }

    /// <inheritdoc/>
    protected override string UsualExecutable => "amp";

    /// <inheritdoc/>
    protected override IEnumerable<string> OwnArguments() =>
    [
        .. Option("--mode", Mode), .. Flag("--dangerously-allow-all", AllowAll), .. Option("--settings-file", Settings),
    ];
}
