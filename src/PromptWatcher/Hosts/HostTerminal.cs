namespace PromptWatcher.Hosts;

/// <summary>A terminal of the host: a session of processes with a controlling terminal, whoever started it.</summary>
public sealed record HostTerminal
{
    /// <summary>Names the terminal among those of its host, now and at every later look; it may serve as a session's id.</summary>
    public required string Id { get; init; }

    /// <summary>The terminal, as in <c>pts/3</c> or <c>tty1</c>. A container has terminals of its own, so two may have one name.</summary>
    public required string Device { get; init; }

    /// <summary>The process id of the session's leader, as the host counts.</summary>
    public required int ProcessId { get; init; }

    /// <summary>When the leader was started, to 10 ms.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>The leader's user, as the host counts; <see langword="null"/> where it may not be asked.</summary>
    public int? UserId { get; init; }

    /// <summary>That user's name, as the terminal's own system has it; <see langword="null"/> where it has none, or may not be asked.</summary>
    public string? User { get; init; }

    /// <summary>The leader's program and arguments.</summary>
    public IReadOnlyList<string> Command { get; init; } = [];

    /// <summary>The program and arguments that have the terminal now: those of the foreground group's first process.</summary>
    public IReadOnlyList<string> Foreground { get; init; } = [];

    /// <summary>The process id of that program; <see langword="null"/> where nothing has the terminal.</summary>
    public int? ForegroundProcessId { get; init; }

    /// <summary>The directory that program works in; <see langword="null"/> where it may not be asked.</summary>
    public string? WorkingDirectory { get; init; }

    /// <summary>What holds the terminal's other end.</summary>
    public TerminalParent Parent { get; init; }

    /// <summary>The 64 hexadecimal digits of the container that it runs in; <see langword="null"/> outside containers.</summary>
    public string? ContainerId { get; init; }

    /// <summary>The profile of the program that has the terminal, also behind an interpreter or a wrapper; <see langword="null"/> where none is known.</summary>
    public string? Agent { get; init; }

    /// <summary>Whether a program of the foreground group is blocked in a read of the terminal. Those that wait for more than one thing at once never are.</summary>
    public bool IsReadingTerminal { get; init; }

    /// <summary>Whether it belongs to a session of this very process, or of this application's containers: those are watched already.</summary>
    public bool IsOurs { get; init; }

    /// <summary>Whether all is the same, the arguments' words too.</summary>
    public bool Equals(HostTerminal? other) =>
        other is not null && Values == other.Values && Command.SequenceEqual(other.Command) && Foreground.SequenceEqual(other.Foreground);

    /// <inheritdoc/>
    public override int GetHashCode() => Id.GetHashCode(StringComparison.Ordinal);

    private (string, string, int, DateTimeOffset, int?, string?, int?, (string?, TerminalParent, string?, string?, bool, bool)) Values =>
        (Id, Device, ProcessId, StartedAt, UserId, User, ForegroundProcessId, (WorkingDirectory, Parent, ContainerId, Agent, IsReadingTerminal, IsOurs));
}
