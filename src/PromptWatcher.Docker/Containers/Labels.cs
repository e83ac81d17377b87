using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using PromptWatcher.Environments;

namespace PromptWatcher.Docker.Containers;

/// <summary>What a container's labels say of its session. Whoever may list containers reads them: no argument and no variable is among them.</summary>
/// <param name="Owner">The application.</param>
/// <param name="SessionId">The session.</param>
/// <param name="ProjectId">The project, where there is one.</param>
/// <param name="Agent">The agent's profile, where one was named.</param>
/// <param name="Lease">How long nobody need hold the container before it is swept away.</param>
/// <param name="Size">The terminal's first size.</param>
/// <param name="Command">The program, without its arguments.</param>
internal sealed record Labels(string Owner, string SessionId, string? ProjectId, string? Agent, TimeSpan Lease, TerminalSize Size, string Command)
{
    internal const string Prefix = "promptwatcher.";
    internal const string OwnerKey = Prefix + "owner";
    internal const string SessionKey = Prefix + "session";
    internal const string ProjectKey = Prefix + "project";
    internal const string AgentKey = Prefix + "agent";
    internal const string LeaseKey = Prefix + "lease";
    internal const string SizeKey = Prefix + "size";
    internal const string CommandKey = Prefix + "command";

    /// <summary>On a container that reads the host's processes; its value is that of the one who made it.</summary>
    internal const string HostsKey = Prefix + "hosts";

    /// <summary>On a container in which git runs, or one that reads the host: the process that uses it, which its end is known by.</summary>
    internal const string HostKey = Prefix + "host";

    /// <summary>On a project's volume: the image whose git made its repository.</summary>
    internal const string ImageKey = Prefix + "image";

    private const int MaxKeyLength = 255;
    private const int MaxValueLength = 4_096;

    /// <summary>What the engine is asked for to list an owner's containers.</summary>
    internal static string OwnedBy(string owner) => $"{OwnerKey}={owner}";

    /// <summary>What the engine is asked for to list a session's container.</summary>
    internal static string OfSession(string sessionId) => $"{SessionKey}={sessionId}";

    /// <summary>What is wrong with a label of the user's; <see langword="null"/> when nothing is.</summary>
    internal static string? Problem(string key, string value)
    {
        if (key.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase))
            return $"the label {Printable.Quote(key)} begins with '{Prefix}', as PromptWatcher's own do. Choose another name.";
        if (key.Length is 0 or > MaxKeyLength || key.Any(c => c is '=' || char.IsWhiteSpace(c)) || Printable.HasHidden(key))
            return $"the label {Printable.Quote(key)} will not do. Use 1 to {MaxKeyLength} characters without '=', blanks, control and invisible characters.";
        return value.Length > MaxValueLength || Printable.HasHidden(value)
            ? $"the value of the label {Printable.Quote(key)} will not do: {Printable.Quote(value)}. Use at most {MaxValueLength} characters without control and invisible ones."
            : null;
    }

    /// <summary>Reads what <see cref="ToDictionary"/> wrote; anybody can write labels, so nothing is believed that it would not write.</summary>
    internal static bool TryRead(IReadOnlyDictionary<string, string>? labels, [NotNullWhen(true)] out Labels? read)
    {
        read = null;
        if (labels is null
            || !labels.TryGetValue(OwnerKey, out string? owner) || !Sessions.SessionId.IsValid(owner)
            || !labels.TryGetValue(SessionKey, out string? session) || !Sessions.SessionId.IsValid(session)
            || !labels.TryGetValue(LeaseKey, out string? lease) || !int.TryParse(lease, NumberStyles.None, CultureInfo.InvariantCulture, out int seconds)
            || !labels.TryGetValue(SizeKey, out string? text) || !TerminalSize.TryParse(text, out TerminalSize size) || !IsPossible(size)
            || !labels.TryGetValue(CommandKey, out string? command) || Printable.HasHidden(command))
            return false;
        string? project = labels.GetValueOrDefault(ProjectKey);
        string? agent = labels.GetValueOrDefault(AgentKey);
        if ((project is not null && !Sessions.SessionId.IsValid(project)) || (agent is not null && !Sessions.SessionId.IsValid(agent)))
            return false;
        read = new Labels(owner, session, project, agent, TimeSpan.FromSeconds(seconds), size, command);
        return true;
    }

    /// <summary>What runs in a container with these labels.</summary>
    internal DockerPtyInfo Describe(string containerId, string containerName, DateTimeOffset startedAt) => new(
        new PtyInfo(SessionId, SessionId, [Command], startedAt) { Size = Size, Agent = Agent, ProjectId = ProjectId }, containerId, containerName);

    internal Dictionary<string, string> ToDictionary()
    {
        var labels = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            [OwnerKey] = Owner,
            [SessionKey] = SessionId,
            [LeaseKey] = ((long)Lease.TotalSeconds).ToString(CultureInfo.InvariantCulture),
            [SizeKey] = Size.ToString(),
            [CommandKey] = Command,
        };
        if (ProjectId is not null)
            labels[ProjectKey] = ProjectId;
        if (Agent is not null)
            labels[AgentKey] = Agent;
        return labels;
    }

    private static bool IsPossible(TerminalSize size) => size is { Columns: >= 1 and <= TerminalSize.MaxDimension, Rows: >= 1 and <= TerminalSize.MaxDimension };
}
