namespace PromptWatcher.Hosts;

/// <summary>What is read of a process that has to do with a terminal.</summary>
internal sealed record ProcessDetails
{
    /// <summary>Bytes of a file that are read: a command line may have two million.</summary>
    internal const int LargestFile = 4_096;

    /// <summary>The program and its arguments.</summary>
    public IReadOnlyList<string> Arguments { get; init; } = [];

    /// <summary>The effective user.</summary>
    public int? UserId { get; init; }

    /// <summary>The process id as the process itself sees it, which differs in a container.</summary>
    public int? InnerId { get; init; }

    public string? ContainerId { get; init; }

    public string? WorkingDirectory { get; init; }

    /// <summary>The descriptor that it is blocked reading; null where it is not.</summary>
    public int? Reads { get; init; }

    /// <summary>The descriptor that <see cref="DescriptorTarget"/> is about.</summary>
    public int Descriptor { get; init; }

    /// <summary>What that descriptor leads to; null where it may not be asked.</summary>
    public string? DescriptorTarget { get; init; }

    /// <summary>Puts together what the files of one process say; an empty one says nothing.</summary>
    internal static ProcessDetails Parse(ReadOnlySpan<byte> commandLine, ReadOnlySpan<byte> status, ReadOnlySpan<byte> controlGroups, ReadOnlySpan<byte> call)
    {
        (int? user, int? inner) = ProcessText.Status(status);
        return new ProcessDetails
        {
            Arguments = ProcessText.Arguments(commandLine),
            UserId = user,
            InnerId = inner,
            ContainerId = ProcessText.Container(controlGroups),
            Reads = ProcessText.ReadDescriptor(call),
        };
    }
}
