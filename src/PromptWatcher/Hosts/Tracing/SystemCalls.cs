using System.Runtime.InteropServices;

namespace PromptWatcher.Hosts.Tracing;

/// <summary>The numbers of the system calls that matter, from Linux's tables. A program of another architecture has others, and is told by <see cref="Architecture"/>.</summary>
internal sealed record SystemCalls
{
    private static readonly SystemCalls X64 = new()
    {
        Architecture = 0xC000003E, Read = 0, Write = 1, WriteVector = 20, Ioctl = 16, SetSession = 112, Exec = 59, ExecAt = 322, Ptrace = 101,
    };

    private static readonly SystemCalls Arm64 = new()
    {
        Architecture = 0xC00000B7, Read = 63, Write = 64, WriteVector = 66, Ioctl = 29, SetSession = 157, Exec = 221, ExecAt = 281, Ptrace = 117,
    };

    /// <summary>Those of this machine's own programs; null where nothing is traced.</summary>
    internal static SystemCalls? Native { get; } = (OperatingSystem.IsLinux(), RuntimeInformation.ProcessArchitecture) switch
    {
        (true, System.Runtime.InteropServices.Architecture.X64) => X64,
        (true, System.Runtime.InteropServices.Architecture.Arm64) => Arm64,
        _ => null,
    };

    /// <summary>AUDIT_ARCH of linux/audit.h.</summary>
    internal required uint Architecture { get; init; }

    internal required long Read { get; init; }

    internal required long Write { get; init; }

    internal required long WriteVector { get; init; }

    internal required long Ioctl { get; init; }

    internal required long SetSession { get; init; }

    internal required long Exec { get; init; }

    internal required long ExecAt { get; init; }

    internal required long Ptrace { get; init; }

    /// <summary>TCSETS, TCSETSW and TCSETSF, and their like with speeds (<c>TCSETS2</c>): they set how a terminal treats what is printed.</summary>
    internal static bool SetsModes(ulong request) => request is >= 0x5402 and <= 0x5404 or >= 0x402C542B and <= 0x402C542D;
}
