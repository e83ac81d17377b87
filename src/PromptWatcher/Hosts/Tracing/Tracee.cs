using PromptWatcher.Environments.Unix;

namespace PromptWatcher.Hosts.Tracing;

/// <summary>A thread that is traced, and the system call it is in.</summary>
internal sealed class Tracee(int id)
{
    private const long None = -1;

    internal int Id => id;

    /// <summary>Is not to be traced any more, as soon as it stops.</summary>
    internal bool IsReleased { get; set; }

    /// <summary>The call's number; negative outside of calls.</summary>
    internal long Number { get; private set; } = None;

    internal ulong First { get; private set; }

    internal ulong Second { get; private set; }

    internal ulong Third { get; private set; }

    internal unsafe void Enter(in LibC.SystemCallStop stop) =>
        (Number, First, Second, Third) = (stop.Number, stop.Arguments[0], stop.Arguments[1], stop.Arguments[2]);

    internal void Leave() => Number = None;
}
