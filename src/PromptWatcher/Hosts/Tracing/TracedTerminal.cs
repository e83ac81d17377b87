using System.Buffers.Text;
using System.Globalization;
using PromptWatcher.Environments;
using PromptWatcher.Environments.Unix;

namespace PromptWatcher.Hosts.Tracing;

/// <summary>The terminal's device: which descriptors are of it, its size, and what it makes of a line's end.</summary>
/// <remarks>It is opened for a moment only: a terminal that somebody has open does not tell its other end that its last program has closed it.</remarks>
internal sealed unsafe class TracedTerminal
{
    private const uint ModeAndInode = 0x3 | 0x100;
    private const int AT_FDCWD = -100;
    private const int O_NONBLOCK = 0x800;

    /// <summary>The numbers of <c>/dev/tty</c>, which is to each process its own terminal.</summary>
    private const uint OwnMajor = 5, OwnMinor = 0;

    /// <summary>Where a leader has its terminal open. bash has it at 255 whatever its standard streams are.</summary>
    private static readonly int[] LikelyDescriptors = [0, 1, 2, 255];

    private readonly int _leader;
    private readonly string _device;
    private readonly LibC.FileIdentity _identity;

    private TracedTerminal(int leader, string device, LibC.FileIdentity identity)
    {
        (_leader, _device, _identity) = (leader, device, identity);
        Look();
    }

    internal TerminalSize Size { get; private set; } = TerminalSize.Default;

    /// <summary>A newline that is printed goes to the first column too (OPOST and ONLCR).</summary>
    internal bool AddsCarriageReturns { get; private set; }

    /// <summary>It shows what is typed, a line at a time (ECHO and ICANON).</summary>
    internal bool Echoes { get; private set; }

    /// <summary>The terminal of a session's leader.</summary>
    /// <exception cref="EnvironmentException">It has ended, or it may not be looked at.</exception>
    internal static TracedTerminal Find(HostTerminal terminal)
    {
        if (!ProcessStat.TryParse(ProcFile.TryRead($"/proc/{terminal.ProcessId}/stat", new byte[ProcessDetails.LargestFile]), out ProcessStat leader) || leader.HasEnded)
            throw new EnvironmentException($"Cannot trace the terminal '{terminal.Id}': process {terminal.ProcessId} has ended. Nothing is left to do.");
        foreach (string path in Paths(terminal.ProcessId, terminal.Device))
        {
            if (TryIdentify(path, out LibC.FileIdentity identity) && NumberOf(identity) == leader.Terminal)
                return new TracedTerminal(terminal.ProcessId, terminal.Device, identity);
        }

        throw new EnvironmentException($"Cannot trace the terminal '{terminal.Id}': neither a descriptor of process {terminal.ProcessId} nor /dev/{terminal.Device} in its files can be seen to be it. {Remedy}");
    }

    /// <summary>What tracing takes, for those that may not.</summary>
    internal static string Remedy => "Run this process as root or with CAP_SYS_PTRACE, or as the terminal's user where /proc/sys/kernel/yama/ptrace_scope is 0"
        + (ProcFile.TryRead("/proc/sys/kernel/yama/ptrace_scope", new byte[8]) is [var scope, ..] ? $" (it is {(char)scope} here)." : " (this kernel has none, which is as good as 0).");

    /// <summary>Whether a thread's descriptor is this terminal. One opened as <c>/dev/tty</c> is, in its session.</summary>
    internal bool Is(int thread, int descriptor)
    {
        Span<byte> path = stackalloc byte[48];
        path.Clear();
        Write(path, thread, descriptor);
        fixed (byte* start = path)
        {
            LibC.FileIdentity found;
            return LibC.statx(AT_FDCWD, start, 0, ModeAndInode, &found) == 0 && (found is { TerminalMajor: OwnMajor, TerminalMinor: OwnMinor } || IsSame(found));
        }
    }

    /// <summary>Looks at its size and modes again.</summary>
    internal void Look()
    {
        foreach (string path in Paths(_leader, _device))
        {
            if (!TryIdentify(path, out LibC.FileIdentity found) || !IsSame(found))
                continue;
            using var strings = new NativeStrings();
            using Descriptor terminal = LibC.open(strings.Add(path), Posix.O_NOCTTY | Posix.O_CLOEXEC | O_NONBLOCK);
            if (terminal.IsInvalid)
                continue;
            LibC.WindowSize window;
            if (LibC.ioctl(terminal, Posix.TIOCGWINSZ, &window) == 0 && window is { Columns: > 0 and <= TerminalSize.MaxDimension, Rows: > 0 and <= TerminalSize.MaxDimension })
                Size = new TerminalSize(window.Columns, window.Rows);
            Termios modes;
            if (LibC.tcgetattr(terminal, &modes) == 0)
                (AddsCarriageReturns, Echoes) = (modes.AddsCarriageReturns, modes.IsEcho && modes.IsCanonical);
            return;
        }
    }

    /// <summary>The path of a descriptor, ended by a zero, as the room was. Interpolation would box the numbers until it is compiled for good.</summary>
    private static void Write(Span<byte> path, int thread, int descriptor)
    {
        "/proc/"u8.CopyTo(path);
        Utf8Formatter.TryFormat(thread, path["/proc/".Length..], out int digits);
        path = path[("/proc/".Length + digits)..];
        "/fd/"u8.CopyTo(path);
        Utf8Formatter.TryFormat(descriptor, path["/fd/".Length..], out _);
    }

    private static IEnumerable<string> Paths(int leader, string device) =>
        [.. LikelyDescriptors.Select(descriptor => string.Create(CultureInfo.InvariantCulture, $"/proc/{leader}/fd/{descriptor}")), $"/proc/{leader}/root/dev/{device}"];

    private static bool TryIdentify(string path, out LibC.FileIdentity identity)
    {
        using var strings = new NativeStrings();
        fixed (LibC.FileIdentity* target = &identity)
            return LibC.statx(AT_FDCWD, strings.Add(path), 0, ModeAndInode, target) == 0;
    }

    /// <summary>As <c>/proc/PID/stat</c> has it: see <see cref="TerminalDevice.Name(int)"/>.</summary>
    private static int NumberOf(in LibC.FileIdentity identity) =>
        (int)((identity.TerminalMajor << 8) | (identity.TerminalMinor & 0xFF) | ((identity.TerminalMinor & ~0xFFu) << 12));

    /// <summary>Each devpts has a terminal 0: the file system counts too.</summary>
    private bool IsSame(in LibC.FileIdentity other) =>
        (other.DeviceMajor, other.DeviceMinor, other.Inode, other.TerminalMajor, other.TerminalMinor)
        == (_identity.DeviceMajor, _identity.DeviceMinor, _identity.Inode, _identity.TerminalMajor, _identity.TerminalMinor);
}
