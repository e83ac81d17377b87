namespace PromptWatcher.Hosts;

/// <summary>What the host's kernel tells of one process; see proc(5).</summary>
internal sealed record ProcessFacts
{
    /// <summary>The process id, as the host counts.</summary>
    public required int Id { get; init; }

    public required int Parent { get; init; }

    /// <summary>The process group.</summary>
    public int Group { get; init; }

    /// <summary>The session: the process id of its leader.</summary>
    public int Session { get; init; }

    /// <summary>The controlling terminal, as in <c>pts/3</c>; null where there is none.</summary>
    public string? Device { get; init; }

    /// <summary>The process group that has that terminal; -1 where none has.</summary>
    public int ForegroundGroup { get; init; } = -1;

    /// <summary>When it started, in ticks of the kernel's clock since the machine did: tells two apart that had the same id.</summary>
    public ulong StartTicks { get; init; }

    public DateTimeOffset StartedAt { get; init; }

    /// <summary>The effective user; null where it was not asked.</summary>
    public int? UserId { get; init; }

    public string? User { get; init; }

    /// <summary>The kernel's name for it: at most 15 bytes, of the program or of its own choosing, as in <c>tmux: server</c>.</summary>
    public string Name { get; init; } = "";

    /// <summary>The program and its arguments, or what it wrote over them; empty where there are none or they were not asked.</summary>
    public IReadOnlyList<string> Arguments { get; init; } = [];

    public string? WorkingDirectory { get; init; }

    /// <summary>The container, by its cgroup.</summary>
    public string? ContainerId { get; init; }

    /// <summary>It is blocked in a read of a terminal.</summary>
    public bool IsReadingTerminal { get; init; }

    /// <summary>It is this very process, or runs in a container of ours; so is what it starts.</summary>
    public bool IsOurs { get; init; }
}
