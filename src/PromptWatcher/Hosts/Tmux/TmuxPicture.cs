using System.Globalization;
using System.Text;
using PromptWatcher.Environments;
using PromptWatcher.Hosts.Captures;

namespace PromptWatcher.Hosts.Tmux;

/// <summary>Reads what a pane shows: a line of <c>display-message</c>, the rows of <c>capture-pane</c>, and what came of an unfinished sequence.</summary>
internal static class TmuxPicture
{
    private const int Fields = 19;

    /// <summary>The picture without its rows; null when the line is none.</summary>
    internal static TerminalPicture? ReadState(ReadOnlySpan<byte> line)
    {
        string[] fields = Encoding.UTF8.GetString(line).Split(' ', Fields);
        if (fields.Length != Fields || !TerminalSize.TryParse($"{fields[1]}x{fields[2]}", out TerminalSize size)
            || size is not { Columns: >= 1 and <= TerminalSize.MaxDimension, Rows: >= 1 and <= TerminalSize.MaxDimension })
            return null;
        int number(int field, int most) => int.TryParse(fields[field], NumberStyles.None, CultureInfo.InvariantCulture, out int value) ? Math.Min(value, most) : 0;
        bool isOn(int field) => fields[field] == "1";

        // A pane that was given no title has the host's name.
        return new TerminalPicture
        {
            Size = size,
            Rows = [],
            CursorColumn = number(3, size.Columns - 1),
            CursorRow = number(4, size.Rows - 1),
            ScrollTop = number(5, size.Rows - 1),
            ScrollBottom = number(6, size.Rows - 1),
            Title = fields[18] == fields[17] ? null : fields[18],
            Modes =
            [
                TerminalMode.Private(1049, isOn(7)), TerminalMode.Private(25, isOn(8)), new TerminalMode("\e[4h", "\e[4l", isOn(9)), TerminalMode.Private(7, isOn(10)),
                TerminalMode.Private(1, isOn(11)), new TerminalMode("\e=", "\e>", isOn(12)), TerminalMode.Private(1000, isOn(13)), TerminalMode.Private(1002, isOn(14)),
                TerminalMode.Private(1003, isOn(15)), TerminalMode.Private(1006, isOn(16)),
            ],
        };
    }

    /// <summary>With the rows and, in the manner of <c>capture-pane -C</c>, what came of an unfinished sequence.</summary>
    internal static TerminalPicture With(TerminalPicture state, IReadOnlyList<ReadOnlyMemory<byte>> rows, IReadOnlyList<ReadOnlyMemory<byte>> unfinished)
    {
        if (unfinished is not [{ Length: > 0 } escaped, ..])
            return state with { Rows = TmuxRows.Whole(rows) };
        byte[] bytes = new byte[escaped.Length];
        return state with { Rows = TmuxRows.Whole(rows), Unfinished = bytes.AsMemory(0, TmuxReader.Unescape(escaped.Span, bytes)) };
    }

    /// <summary>All that one run of tmux printed for one pane; null when it is not that.</summary>
    internal static TerminalPicture? Read(ReadOnlyMemory<byte> printed)
    {
        int end = printed.Span.IndexOf((byte)'\n');
        if (end < 0 || ReadState(printed.Span[..end]) is not { } state)
            return null;
        var rows = new List<ReadOnlyMemory<byte>>();
        ReadOnlyMemory<byte> rest = printed[(end + 1)..];
        while (rest.Span.IndexOf((byte)'\n') is >= 0 and var row && rows.Count < state.Size.Rows)
        {
            rows.Add(rest[..row]);
            rest = rest[(row + 1)..];
        }

        return state with { Rows = TmuxRows.Whole(rows) };
    }
}
