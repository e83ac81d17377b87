using System.Globalization;
using PromptWatcher.Environments;

namespace PromptWatcher.Hosts.Tmux;

/// <summary>A pane, as a line of <c>list-panes</c> tells it.</summary>
/// <param name="Number">Its number on its server.</param>
/// <param name="Session">A session that it is in, as in <c>$1</c>.</param>
/// <param name="Device">Its terminal, as in <c>/dev/pts/3</c>.</param>
/// <param name="IsDead">Its program has ended, and it is kept.</param>
/// <param name="Size">Its size.</param>
/// <param name="ActiveAt">The second in which its window last printed.</param>
/// <param name="Clients">How many clients look at that session.</param>
/// <param name="IsJoinable">A client may join its session where another is in it, and change nothing by that.</param>
internal sealed record TmuxPane(int Number, string Session, string Device, bool IsDead, TerminalSize Size, long ActiveAt, int Clients, bool IsJoinable)
{
    /// <summary>The first version that knows clients whose size does not count (<c>ignore-size</c>).</summary>
    private static readonly Version Oldest = new(3, 2);

    private const int Fields = 12;

    /// <summary>The pane's name on the command line.</summary>
    internal string Name => NameOf(Number);

    internal static string NameOf(int number) => string.Create(CultureInfo.InvariantCulture, $"%{number}");

    /// <summary>All lines that can be read; each pane once, though it may be in several sessions.</summary>
    internal static IReadOnlyDictionary<int, TmuxPane> ReadAll(IEnumerable<string> lines)
    {
        var panes = new Dictionary<int, TmuxPane>();
        foreach (string line in lines)
        {
            if (TryRead(line) is { } pane)
                panes.TryAdd(pane.Number, pane);
        }

        return panes;
    }

    private static TmuxPane? TryRead(string line)
    {
        string[] fields = line.Split(' ', Fields);
        return fields.Length == Fields && fields[0] is ['%', .. var number]
            && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out int pane)
            && TerminalSize.TryParse($"{fields[4]}x{fields[5]}", out TerminalSize size)
            && size is { Columns: >= 1 and <= TerminalSize.MaxDimension, Rows: >= 1 and <= TerminalSize.MaxDimension }
            && long.TryParse(fields[6], NumberStyles.None, CultureInfo.InvariantCulture, out long activeAt)
            && int.TryParse(fields[7], NumberStyles.None, CultureInfo.InvariantCulture, out int clients)
            ? new TmuxPane(pane, fields[1], fields[2], fields[3] == "1", size, activeAt, clients, IsHarmless(fields[8..]))
            : null;
    }

    /// <summary>
    /// tmux takes every client for one that is looked at: the first that joins has it type a focus report (<c>CSI I</c>) into a program that asked for
    /// such (measured on 3.3a, whatever <c>focus-events</c> is), and with <c>focus-events</c> one that stays hides that its user has gone. What is to
    /// end with its last client would not end.
    /// </summary>
    private static bool IsHarmless(string[] options) => options is [var focusEvents, var destroyUnattached, var exitUnattached, var version]
        && IsOff(focusEvents) && IsOff(destroyUnattached) && IsOff(exitUnattached) && IsNewEnough(version);

    private static bool IsOff(string option) => option is "0" or "off" or "";

    // As in 3.3a, next-3.6 or openbsd-7.4.
    private static bool IsNewEnough(string version)
    {
        string number = new([.. version.SkipWhile(static c => !char.IsAsciiDigit(c)).TakeWhile(static c => char.IsAsciiDigit(c) || c == '.')]);
        return Version.TryParse(number, out Version? parsed) && parsed >= Oldest;
    }
}
