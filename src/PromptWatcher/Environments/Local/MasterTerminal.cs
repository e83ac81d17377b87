using System.Runtime.InteropServices;
using PromptWatcher.Environments.Unix;

namespace PromptWatcher.Environments.Local;

/// <summary>The master side of a pseudo-terminal: what the kernel offers on it, as methods.</summary>
internal sealed unsafe class MasterTerminal : IDisposable
{
    private readonly Descriptor _master;

    // Held so that reading gives no end of file while the program merely has no descriptor of the terminal open: it may open it again.
    private readonly Descriptor _slave;

    private MasterTerminal(Descriptor master, Descriptor slave, string slavePath)
    {
        _master = master;
        _slave = slave;
        SlavePath = slavePath;
    }

    internal Descriptor Descriptor => _master;

    /// <summary>The path of the program's side.</summary>
    internal string SlavePath { get; }

    internal static MasterTerminal Open(TerminalSize size)
    {
        Descriptor master = LibC.posix_openpt(OperatingSystem.IsLinux() ? Posix.O_RDWR | Posix.O_NOCTTY | Posix.O_CLOEXEC : Posix.O_RDWR | Posix.O_NOCTTY);
        if (master.IsInvalid)
            throw Failed("posix_openpt", "Raise the limit of open files (ulimit -n) or of terminals (sysctl kernel.pty.max), or check that /dev/ptmx exists.");
        try
        {
            int on = 1;
            byte[] path = new byte[128];
            fixed (byte* start = path)
            {
                if (LibC.ioctl(master, Posix.FIOCLEX, null) != 0 || LibC.ioctl(master, Posix.FIONBIO, &on) != 0
                    || LibC.grantpt(master) != 0 || LibC.unlockpt(master) != 0 || LibC.ptsname_r(master, start, (nuint)path.Length) != 0)
                    throw Failed("setting up the terminal", "Check that devpts is mounted on /dev/pts.");
                Descriptor slave = LibC.open(start, Posix.O_RDWR | Posix.O_NOCTTY | Posix.O_CLOEXEC);
                if (slave.IsInvalid)
                    throw Failed("opening the terminal's other side", "Check that devpts is mounted on /dev/pts.");
                var terminal = new MasterTerminal(master, slave, Marshal.PtrToStringUTF8((nint)start)!);
                terminal.Resize(size);
                terminal.MakeUtf8();
                return terminal;
            }
        }
        catch
        {
            master.Dispose();
            throw;
        }
    }

    /// <summary>Bytes read; 0 when there are none now; -1 when no process has the terminal open any more.</summary>
    internal int Read(Span<byte> buffer) => _master.Read(buffer);

    /// <summary>Bytes taken; 0 when the terminal takes none now; -1 when it is gone.</summary>
    internal int Write(ReadOnlySpan<byte> input) => _master.Write(input);

    internal bool TryGetModes(out Termios modes)
    {
        modes = default;
        fixed (Termios* target = &modes)
            return LibC.tcgetattr(_master, target) == 0;
    }

    internal int? ForegroundProcessGroup() => LibC.tcgetpgrp(_master) is > 0 and var group ? group : null;

    internal void Resize(TerminalSize size)
    {
        var window = new LibC.WindowSize { Columns = (ushort)size.Columns, Rows = (ushort)size.Rows };
        LibC.ioctl(_master, Posix.TIOCSWINSZ, &window);
    }

    /// <summary>Lets reading come to its end once the last process closes the terminal.</summary>
    internal void ReleaseSlave() => _slave.Dispose();

    public void Dispose()
    {
        _slave.Dispose();
        _master.Dispose();
    }

    private static EnvironmentException Failed(string what, string remedy) =>
        new($"Cannot open a pseudo-terminal: {what} said {LibC.LastError()}. {remedy}");

    private void MakeUtf8()
    {
        if (!TryGetModes(out Termios modes))
            return;
        modes.SetUtf8();
        LibC.tcsetattr(_master, Posix.TCSANOW, &modes);
    }
}
