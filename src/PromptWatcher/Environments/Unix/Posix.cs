namespace PromptWatcher.Environments.Unix;

/// <summary>The numbers that Linux and macOS give to the same names. Sources: Linux <c>asm-generic</c> headers, Darwin <c>sys/*.h</c>.</summary>
internal static class Posix
{
    internal const int EINTR = 4;
    internal const int EIO = 5;
    internal const int ENOENT = 2;
    internal const int EACCES = 13;
    internal const int ENOEXEC = 8;
    internal const int ESRCH = 3;

    internal const int SIGHUP = 1;
    internal const int SIGKILL = 9;
    internal const int SIGTERM = 15;

    internal const int O_RDWR = 2;

    /// <summary>Linux only.</summary>
    internal const int F_DUPFD_CLOEXEC = 1030;

    internal const int X_OK = 1;

    internal const int WNOHANG = 1;
    internal const int TCSANOW = 0;

    internal const short POLLIN = 0x01;
    internal const short POLLOUT = 0x04;

    internal const short POSIX_SPAWN_SETSIGDEF = 0x04;
    internal const short POSIX_SPAWN_SETSIGMASK = 0x08;

    private static readonly bool Mac = OperatingSystem.IsMacOS();

    /// <summary>Linux only; 0 elsewhere.</summary>
    internal static short POLLRDHUP => (short)(Mac ? 0 : 0x2000);

    internal static int EAGAIN => Mac ? 35 : 11;

    internal static int SIGCONT => Mac ? 19 : 18;

    internal static int O_NOCTTY => Mac ? 0x20000 : 0x100;

    internal static int O_CLOEXEC => Mac ? 0x1000000 : 0x80000;

    internal static nuint TIOCSWINSZ => Mac ? 0x80087467u : 0x5414u;

    internal static nuint TIOCGWINSZ => Mac ? 0x40087468u : 0x5413u;

    internal static nuint FIONBIO => Mac ? 0x8004667eu : 0x5421u;

    internal static nuint FIOCLEX => Mac ? 0x20006601u : 0x5451u;

    internal static short POSIX_SPAWN_SETSID => (short)(Mac ? 0x400 : 0x80);

    /// <summary>macOS only: every descriptor without a file action is closed in the child.</summary>
    internal const short POSIX_SPAWN_CLOEXEC_DEFAULT = 0x4000;

    /// <summary>The bytes that a line in canonical mode may have before its end: Linux keeps 4,096 with the end, Darwin's <c>TTYHOG</c> is 1,024.</summary>
    internal static int CanonicalLineLimit => Mac ? 1023 : 4095;
}
