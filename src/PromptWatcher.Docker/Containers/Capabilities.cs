namespace PromptWatcher.Docker.Containers;

/// <summary>What a container's root may do of what a host's root may do (capabilities(7)).</summary>
internal static class Capabilities
{
    /// <summary>
    /// Those that stay inside a container's own namespaces: the engine's default set, and IPC_LOCK, IPC_OWNER, LEASE, SYS_NICE, SYS_PTRACE
    /// (debuggers, within the container's processes) and NET_ADMIN (firewalls, within the container's network). Every other reaches the host:
    /// SYS_ADMIN mounts, SYS_MODULE loads code into the kernel, SYS_RAWIO reaches its memory, DAC_READ_SEARCH opens files of the host by handle,
    /// BPF and PERFMON watch every process, SYS_BOOT, SYS_TIME and SYSLOG are the host's own.
    /// </summary>
    private static readonly string[] Contained =
    [
        "AUDIT_WRITE", "CHOWN", "DAC_OVERRIDE", "FOWNER", "FSETID", "IPC_LOCK", "IPC_OWNER", "KILL", "LEASE", "MKNOD", "NET_ADMIN", "NET_BIND_SERVICE",
        "NET_RAW", "SETFCAP", "SETGID", "SETPCAP", "SETUID", "SYS_CHROOT", "SYS_NICE", "SYS_PTRACE",
    ];

    /// <summary>What is wrong with a capability; <see langword="null"/> when a container may have it.</summary>
    internal static string? Problem(string capability) => Contained.Contains(capability) ? null
        : $"{Printable.Quote(capability)} is no capability that a container may keep: it does not exist, or reaches beyond the container. Choose from {string.Join(", ", Contained)}.";
}
