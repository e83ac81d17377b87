namespace PromptWatcher.Environments.Unix;

/// <summary>Waits until descriptors are ready. All but <see cref="Wake"/> belongs to one thread.</summary>
internal abstract class Poller
{
    /// <summary>The poller that the kernel offers: epoll on Linux, poll elsewhere.</summary>
    internal static Poller Create() => OperatingSystem.IsLinux() ? new EpollPoller() : new PollPoller();

    /// <summary>Watches a descriptor, or changes what for. An end of file or an error shows as <see cref="Readiness.Read"/>; a hang-up and an error also as <see cref="Readiness.HangUp"/>.</summary>
    internal abstract void Watch(int descriptor, Readiness interest);

    internal abstract void Unwatch(int descriptor);

    /// <summary>A descriptor that is readable once the process has exited, or <see langword="null"/> where the kernel offers none.</summary>
    internal virtual Descriptor? OpenExit(int process) => null;

    /// <summary>Fills in what is ready; returns after <paramref name="timeoutMilliseconds"/> (-1: never), or when it is woken, also with none.</summary>
    internal abstract int Wait(Span<(int Descriptor, Readiness Ready)> ready, int timeoutMilliseconds);

    /// <summary>Ends the present or the next wait. From any thread.</summary>
    internal abstract void Wake();
}
