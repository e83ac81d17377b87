using System.Text;

namespace PromptWatcher.Terminal;

internal ref partial struct DumpWriter
{
    private const int TextVariation = 0xfe0e, EmojiVariation = 0xfe0f;

    /// <summary>Prints a cluster that is one only in mode 2027. Its first code point must not join what stands before it, so it comes without.</summary>
    public void PrintJoined(scoped ReadOnlySpan<byte> cluster, int width)
    {
        Rune.DecodeFromUtf8(cluster, out Rune first, out int length);
        Append(cluster[..length]);
        cluster = cluster[length..];

        // A wide character stays one where the mark for a narrow form came while nothing was joined.
        if (width == 2 && CharacterWidth.Of(first.Value) == 2 && IsVariation(first, cluster, TextVariation, out length))
        {
            Append(cluster[..length]);
            cluster = cluster[length..];
        }

        AppendMarks(cluster, width == 1);
        Advance(width);
    }

    /// <summary>
    /// Prints a narrow cluster that elsewhere would have become wide: in the last column, where nothing wraps, it has no room for that. Then
    /// it is copied to its column, and the cursor waits.
    /// </summary>
    public void PrintNarrow(scoped ReadOnlySpan<byte> cluster, int row, int column)
    {
        int last = LastFrom(column);
        Rune.DecodeFromUtf8(cluster, out Rune first, out int length);
        bool isWide = CharacterWidth.Of(first.Value) == 2;
        MoveTo(row, isWide ? last - 1 : last);
        Append(cluster[..length]);
        cluster = cluster[length..];
        if (isWide)
        {
            // Its narrow form leaves the last column to another character; the copy takes its place, and the cursor waits behind it.
            Rune.DecodeFromUtf8(cluster, out _, out length);
            AppendMarks(cluster[..length], isNarrow: false);
            cluster = cluster[length..];
            Append((byte)' ');
            Copy(row, last - 1, last);
        }

        AppendMarks(cluster, isNarrow: true);
        WaitAt(row, last);
        if (column < last)
            Copy(row, last, column);
    }

    /// <summary>Whether a cluster of a narrow character is wide wherever it has room.</summary>
    public static bool Widens(scoped ReadOnlySpan<byte> cluster)
    {
        Rune.DecodeFromUtf8(cluster, out Rune first, out int length);
        cluster = cluster[length..];
        if (IsVariation(first, cluster, EmojiVariation, out _))
            return true;
        for (; !cluster.IsEmpty; cluster = cluster[length..])
        {
            Rune.DecodeFromUtf8(cluster, out Rune mark, out length);
            if (CharacterWidth.Of(mark.Value) == 2 || GraphemeBreak.IsRegionalIndicator(mark.Value))
                return true;
        }

        return false;
    }

    private static bool IsVariation(Rune first, scoped ReadOnlySpan<byte> marks, int variation, out int length)
    {
        Rune.DecodeFromUtf8(marks, out Rune mark, out length);
        return length > 0 && mark.Value == variation && GraphemeBreak.HasEmojiVariation(first.Value);
    }

    private void AppendMarks(scoped ReadOnlySpan<byte> marks, bool isNarrow)
    {
        if (marks.IsEmpty)
            return;
        Append(isNarrow ? "\e[?7l\e[?2027h"u8 : "\e[?2027h"u8);
        Append(marks);
        Append(isNarrow ? "\e[?7h\e[?2027l"u8 : "\e[?2027l"u8);
    }

    /// <summary>DECCRA of one cell. It moves no cursor and ends no pending wrap.</summary>
    private void Copy(int row, int from, int to)
    {
        AppendArea(row, from, from);
        Append(";;"u8);
        AppendCell(row, to);
        Append("$v"u8);
    }

    /// <summary>DECERA, in the pen's background, which does as little.</summary>
    public void EraseCells(int row, int first, int last)
    {
        AppendArea(row, first, last);
        Append("$z"u8);
    }

    private void AppendArea(int row, int first, int last)
    {
        Append("\e["u8);
        AppendCell(row, first);
        Append((byte)';');
        AppendCell(row, last);
    }

    private void AppendCell(int row, int column)
    {
        Append(row - Origin.Row + 1);
        Append((byte)';');
        Append(column - Origin.Column + 1);
    }
}
