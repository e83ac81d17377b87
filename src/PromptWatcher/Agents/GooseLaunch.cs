namespace PromptWatcher.Agents;

/// <summary>Starts goose (<c>goose session</c>), whose model is set by GOOSE_MODEL. The options are those of its command line: https://block.github.io/goose/docs/guides/goose-cli-commands.</summary>
public sealed record GooseLaunch : AgentLaunch
{
    /// <inheritdoc/>
    public override string Agent => "goose";

    /// <summary>The conversation's name.</summary>
    public string? Name { get; init; }

    /// <summary>Goes on with the conversation of that name, or with the last.</summary>
    public bool Resume { get; init; }

    /// <summary>Extensions that are built in, by their names.</summary>
    public IReadOnlyList<string> BuiltIns { get; init; } = [];

    /// <summary>After so many turns it stops; at least 1.</summary>
    public int? MaxTurns { get; init; }

    /// <inheritdoc/>
    protected override string UsualExecutable => "goose";

    /// <inheritdoc/>
    protected override IEnumerable<string> OwnArguments() =>
    [
        "session", .. Option("--name", Name), .. Flag("--resume", Resume), .. Options("--with-builtin", BuiltIns),
        .. Option("--max-turns", MaxTurns?.ToString(System.Globalization.CultureInfo.InvariantCulture)),
    ];
}
