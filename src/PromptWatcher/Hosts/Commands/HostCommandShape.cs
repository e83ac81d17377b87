namespace PromptWatcher.Hosts.Commands;

/// <summary>
/// A command line that a program may be given: words as they are, and <c>&lt;name&gt;</c> for a value; the last may be <c>&lt;name&gt;...</c>, for one or
/// more.
/// </summary>
internal sealed record HostCommandShape
{
    private static readonly Dictionary<string, string> None = [];

    public required IReadOnlyList<string> Arguments { get; init; }

    /// <summary>What is added to the environment, whose values are words like those of the command line.</summary>
    public IReadOnlyDictionary<string, string> Variables { get => field ?? None; init; }

    /// <summary>It runs until it is ended, and is asked on its input.</summary>
    public bool Lasts { get; init; }

    /// <summary>It types into a terminal, and is refused unless that was allowed (<see cref="HostMonitorOptions.AllowTyping"/>).</summary>
    public bool Types { get; init; }

    /// <summary>It is no program's command line, but asked of one that lasts.</summary>
    public bool IsAsked { get; init; }
}
