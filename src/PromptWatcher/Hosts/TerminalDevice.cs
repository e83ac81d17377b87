using System.Globalization;

namespace PromptWatcher.Hosts;

/// <summary>Names terminals by the numbers of their devices: https://docs.kernel.org/admin-guide/devices.html.</summary>
internal static class TerminalDevice
{
    private const int FirstPts = 136, LastPts = 143, PtsPerMajor = 256;
    private const int FirstSerial = 64;

    /// <summary>The name below <c>/dev</c>, as in <c>pts/3</c>; null for no terminal.</summary>
    /// <param name="number">The field tty_nr of <c>/proc/PID/stat</c>: the minor number in bits 31 to 20 and 7 to 0, the major in 19 to 8.</param>
    internal static string? Name(int number)
    {
        int major = (number >> 8) & 0xFFF, minor = (number & 0xFF) | ((number >> 12) & 0xFFF00);
        return (major, minor) switch
        {
            (0, _) => null,
            (>= FirstPts and <= LastPts, _) => Name("pts/", minor + ((major - FirstPts) * PtsPerMajor)),
            (4, < FirstSerial) => Name("tty", minor),
            (4, _) => Name("ttyS", minor - FirstSerial),
            (5, 1) => "console",
            (188, _) => Name("ttyUSB", minor),
            (204, >= FirstSerial and < FirstSerial + 16) => Name("ttyAMA", minor - FirstSerial),
            (229, _) => Name("hvc", minor),
            _ => string.Create(CultureInfo.InvariantCulture, $"char/{major}:{minor}"),
        };
    }

    /// <summary>Whether a descriptor's link leads to a terminal: <c>/dev/tty</c> is the process's own, <c>/dev/console</c> a container's.</summary>
    internal static bool IsLink(string? target) =>
        target is not null && (target.StartsWith("/dev/pts/", StringComparison.Ordinal) || target.StartsWith("/dev/tty", StringComparison.Ordinal) || target is "/dev/console" or "/dev/hvc0");

    private static string Name(string kind, int number) => kind + number.ToString(CultureInfo.InvariantCulture);
}
