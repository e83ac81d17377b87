using PromptWatcher.Environments;

namespace PromptWatcher.Agents;

/// <summary>How an agent is started: what its options come to on a command line.</summary>
/// <remarks>
/// Values go behind their option in one argument (<c>--model=opus</c>), so that none is read as an option of its own. What an agent has beside
/// the members here goes into <see cref="ExtraArguments"/>.
/// </remarks>
public abstract record AgentLaunch
{
    /// <summary>The id of the agent's profile, such as <c>claude</c>.</summary>
    public abstract string Agent { get; }

    /// <summary>The program, by name or path; what the agent's own package calls it when it is <see langword="null"/>.</summary>
    public string? Executable { get; init; }

    /// <summary>The model, as the agent names it; its own choice when it is <see langword="null"/>.</summary>
    public string? Model { get; init; }

    /// <summary>Arguments behind all others, as they are.</summary>
    public IReadOnlyList<string> ExtraArguments { get; init; } = [];

    /// <summary>How the agent of a profile is started, with nothing set.</summary>
    /// <exception cref="UnknownIdException">There is none of this id.</exception>
    public static AgentLaunch Of(string agent)
    {
        AgentLaunch[] all =
            [new ClaudeLaunch(), new CodexLaunch(), new GeminiLaunch(), new QwenLaunch(), new OpenCodeLaunch(), new CopilotLaunch(), new CursorLaunch(), new AiderLaunch(), new GooseLaunch(), new AmpLaunch()];
        return Array.Find(all, launch => launch.Agent == agent) ?? throw new UnknownIdException("agent", agent, all.Select(static launch => launch.Agent));
    }

    /// <summary>All arguments.</summary>
    public IReadOnlyList<string> Arguments => [.. OwnArguments(), .. ExtraArguments];

    /// <summary>What the agent's own package calls the program.</summary>
    protected abstract string UsualExecutable { get; }

    /// <summary>The arguments that the members come to.</summary>
    protected abstract IEnumerable<string> OwnArguments();

    /// <summary>Options that start this agent, with all else as it is in those given.</summary>
    public PtySpawnOptions ApplyTo(PtySpawnOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        Dictionary<string, string> secrets = new(options.Secrets);
        foreach ((string name, string value) in OwnSecrets())
            secrets[name] = value;
        return options with { Command = Executable ?? UsualExecutable, Arguments = Arguments, Agent = Agent, Secrets = secrets };
    }

    /// <summary>The agent alone: what else is set may be a secret.</summary>
    public sealed override string ToString() => Agent;

    /// <summary>What the agent reads from files rather than variables: texts by the files' names.</summary>
    protected virtual IEnumerable<KeyValuePair<string, string>> OwnSecrets() => [];

    /// <summary>An option with its value, where there is one.</summary>
    protected static IEnumerable<string> Option(string name, string? value) => value is null ? [] : [$"{name}={value}"];

    /// <summary>An option once for each of its values.</summary>
    protected static IEnumerable<string> Options(string name, IReadOnlyList<string> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        return values.Select(value => $"{name}={value}");
    }

    /// <summary>An option without a value.</summary>
    protected static IEnumerable<string> Flag(string name, bool isSet) => isSet ? [name] : [];
}
