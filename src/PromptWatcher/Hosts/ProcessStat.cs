using System.Buffers.Text;
using System.Text;

namespace PromptWatcher.Hosts;

/// <summary>A process as <c>/proc/PID/stat</c> tells it; see proc_pid_stat(5).</summary>
/// <param name="Id">Its process id.</param>
/// <param name="Name">The kernel's name for it, which may hold any byte.</param>
/// <param name="State">A letter: Z and X are those that have ended.</param>
/// <param name="Parent">The process that started it, or the one that took it over.</param>
/// <param name="Group">Its process group.</param>
/// <param name="Session">The id of its session.</param>
/// <param name="Terminal">The number of its terminal's device; 0 without one.</param>
/// <param name="ForegroundGroup">The process group that has that terminal; -1 for none.</param>
/// <param name="StartTicks">When it started, in ticks since the machine did.</param>
internal readonly record struct ProcessStat(
    int Id, string Name, char State, int Parent, int Group, int Session, int Terminal, int ForegroundGroup, ulong StartTicks)
{
    /// <summary>Fields behind the name that every kernel since 2.6 writes; a name is too short to hold as many.</summary>
    private const int LeastFields = 35;

    /// <summary>Bytes up to the end of a name: 64 for those of the kernel's own workers, 15 for others', behind a number.</summary>
    private const int LongestName = 80;

    /// <summary>Ticks a second, which is part of Linux's interface to programs.</summary>
    internal const int TicksPerSecond = 100;

    internal bool HasEnded => State is 'Z' or 'X';

    /// <summary>Reads one process.</summary>
    internal static bool TryParse(ReadOnlySpan<byte> text, out ProcessStat stat)
    {
        stat = default;
        int open = text.IndexOf((byte)'('), close = text.LastIndexOf((byte)')');
        if (open < 2 || close < open || close + 4 > text.Length || !TryNumber(text[..(open - 1)], out int id))
            return false;
        ReadOnlySpan<byte> rest = text[(close + 2)..].Trim("\n "u8);
        Span<Range> fields = stackalloc Range[LeastFields + 1];
        if (Split(rest, fields) < LeastFields || fields[0].End.Value != 1 || !char.IsAsciiLetter((char)rest[0])
            || !TryNumber(rest[fields[1]], out int parent) || !TryNumber(rest[fields[2]], out int group) || !TryNumber(rest[fields[3]], out int session)
            || !TryNumber(rest[fields[4]], out int terminal) || !TryNumber(rest[fields[5]], out int foreground)
            || !Utf8Parser.TryParse(rest[fields[19]], out ulong start, out int used) || used != rest[fields[19]].Length)
            return false;
        stat = new ProcessStat(id, Encoding.UTF8.GetString(text[(open + 1)..close]), (char)rest[0], parent, group, session, terminal, foreground, start);
        return true;
    }

    /// <summary>Reads many, one behind the other. What is no process is passed over.</summary>
    /// <remarks>A name may hold line ends, and so look like another process: a line that is not whole goes on in the next.</remarks>
    internal static List<ProcessStat> ParseAll(ReadOnlySpan<byte> text)
    {
        var processes = new List<ProcessStat>();
        int start = 0;
        for (int at = 0; at < text.Length;)
        {
            int length = text[at..].IndexOf((byte)'\n');
            int end = length < 0 ? text.Length : at + length;
            at = end + 1;
            if (TryParse(text[start..end], out ProcessStat stat))
                processes.Add(stat);
            else if (end - start < LongestName && text[start..end].IndexOf((byte)'(') >= 0)
                continue;
            start = at;
        }

        return processes;
    }

    private static int Split(ReadOnlySpan<byte> text, Span<Range> fields)
    {
        int count = 0;
        foreach (Range field in text.Split((byte)' '))
        {
            if (count == fields.Length)
                break;
            fields[count++] = field;
        }

        return count;
    }

    private static bool TryNumber(ReadOnlySpan<byte> text, out int number) => Utf8Parser.TryParse(text, out number, out int used) && used == text.Length;
}
