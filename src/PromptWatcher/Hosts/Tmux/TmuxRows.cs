using System.Buffers.Text;
using System.Text;

namespace PromptWatcher.Hosts.Tmux;

/// <summary>
/// Makes each row of <c>capture-pane -e</c> one that can be painted alone: tmux writes colours and the line drawing set only where they change, also from
/// one row to the next (measured on 3.3a), so a bar that goes to the edge takes the colours from the row below it.
/// </summary>
internal static class TmuxRows
{
    private const byte ShiftOut = 0x0e;
    private const byte ShiftIn = 0x0f;

    internal static IReadOnlyList<ReadOnlyMemory<byte>> Whole(IReadOnlyList<ReadOnlyMemory<byte>> rows)
    {
        var pen = new Pen();
        var whole = new ReadOnlyMemory<byte>[rows.Count];
        for (int i = 0; i < whole.Length; i++)
        {
            byte[] before = pen.Sequences;
            pen.Read(rows[i].Span);
            whole[i] = before.Length == 0 && !pen.IsDrawing ? rows[i] : (byte[])[.. before, .. rows[i].Span, .. pen.IsDrawing ? [ShiftIn] : (ReadOnlySpan<byte>)[]];
        }

        return whole;
    }

    /// <summary>What tmux has set so far: attributes, which only a reset takes back, and then each colour, in sequences of their own.</summary>
    private sealed class Pen
    {
        private string _attributes = "";
        private string _foreground = "";
        private string _background = "";
        private string _underline = "";

        internal bool IsDrawing { get; private set; }

        internal byte[] Sequences => Encoding.ASCII.GetBytes(_attributes + _foreground + _background + _underline + (IsDrawing ? (char)ShiftOut : ""));

        internal void Read(ReadOnlySpan<byte> row)
        {
            while (row.IndexOfAny((byte)'\e', ShiftOut, ShiftIn) is >= 0 and var at)
            {
                IsDrawing = row[at] == ShiftOut || (row[at] != ShiftIn && IsDrawing);
                row = row[at..];
                int end = row.StartsWith("\e["u8) ? row[2..].IndexOfAnyInRange((byte)'@', (byte)'~') + 3 : 1;
                if (end > 3 && row[end - 1] == 'm')
                    Set(row[..end]);
                row = row[Math.Max(end, 1)..];
            }
        }

        private void Set(ReadOnlySpan<byte> sequence)
        {
            string text = Encoding.ASCII.GetString(sequence);
            _ = Utf8Parser.TryParse(sequence[2..], out int first, out _);
            switch (first)
            {
                case 0:
                    (_attributes, _foreground, _background, _underline) = (text, "", "", "");
                    break;
                case (>= 30 and <= 39) or (>= 90 and <= 97):
                    _foreground = text;
                    break;
                case (>= 40 and <= 49) or (>= 100 and <= 107):
                    _background = text;
                    break;
                case 58 or 59:
                    _underline = text;
                    break;
                default:
                    _attributes += text;
                    break;
            }
        }
    }
}
