namespace PromptWatcher.Hosts.Commands;

/// <summary>A program that may run on the host, as <c>host-commands.json</c> has it.</summary>
internal sealed record HostProgramShape
{
    /// <summary>Where it is looked for. Nowhere else: no <c>PATH</c> is searched.</summary>
    public required IReadOnlyList<string> Places { get; init; }

    /// <summary>What may stand for a <c>&lt;name&gt;</c> in its commands.</summary>
    public required IReadOnlyDictionary<string, HostValueShape> Values { get; init; }

    /// <summary>What it may be told to do, by names of our own.</summary>
    public required IReadOnlyDictionary<string, HostCommandShape> Commands { get; init; }
}
