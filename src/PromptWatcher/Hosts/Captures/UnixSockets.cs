using System.Globalization;

namespace PromptWatcher.Hosts.Captures;

/// <summary>Reads <c>/proc/PID/net/unix</c>; see proc(5).</summary>
internal static class UnixSockets
{
    /// <summary>The flag of a socket that listens (<c>__SO_ACCEPTCON</c>).</summary>
    private const uint Accepts = 0x10000;

    private const int FlagsField = 3;
    private const int InodeField = 6;
    private const int PathField = 7;

    /// <summary>The paths of those that listen and that a process has open.</summary>
    /// <param name="table">The lines of the table.</param>
    /// <param name="links">What the process's descriptors lead to, as in <c>socket:[123]</c>.</param>
    internal static IReadOnlyList<string> Listening(IEnumerable<string> table, IEnumerable<string> links)
    {
        HashSet<string> open = [.. links.Where(static link => link.StartsWith("socket:[", StringComparison.Ordinal)).Select(static link => link["socket:[".Length..^1])];
        var paths = new List<string>();
        foreach (string line in table)
        {
            // A path may have blanks; the fields before it have none.
            string[] fields = line.Split(' ', PathField + 1, StringSplitOptions.RemoveEmptyEntries);
            if (fields.Length > PathField && fields[PathField][0] == '/' && open.Contains(fields[InodeField])
                && uint.TryParse(fields[FlagsField], NumberStyles.HexNumber, CultureInfo.InvariantCulture, out uint flags) && (flags & Accepts) != 0)
                paths.Add(fields[PathField]);
        }

        return paths;
    }
}
