using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;

namespace PromptWatcher.Terminal;

public sealed partial class Screen
{
    /// <summary>What REP repeats: only a character that came right before it (0 after anything else, as in xterm).</summary>
    private int _lastPrinted;

    private void Print(scoped ReadOnlySpan<byte> text)
    {
        while (!text.IsEmpty)
        {
            int taken = !_isPlain ? PrintOne(text)
                : text[0] < 0x80 ? PrintAscii(text)
                : IsJoiningClusters ? PrintOne(text)
                : PrintUnicode(text);
            text = text[taken..];
        }
    }

    /// <summary>As many ASCII characters as the row still takes, when no mode wants to look at each.</summary>
    private int PrintAscii(scoped ReadOnlySpan<byte> text)
    {
        if (_isWrapPending)
            Wrap();
        ScreenRow row = _buffer[_row];
        int column = _column;
        int written = row.WriteAscii(column, text[..Math.Min(text.Length, _columns - column)], PenId);
        Touch(row);
        _lastPrinted = text[written - 1];
        Advance(written, _columns);
        return written;
    }

    /// <summary>As many characters as the row still takes, then one that needs a closer look.</summary>
    private int PrintUnicode(scoped ReadOnlySpan<byte> text)
    {
        // What takes no cell here must change none: a mark goes to the character before, what does not fit to the next line.
        int first = Decode(text, 0, out int firstLength);
        int firstWidth = CharacterWidth.Of(first);
        if (firstWidth is 0 or CharacterWidth.Dropped || firstWidth > (_isWrapPending ? _columns : _columns - _column))
        {
            PrintCodePoint(first);
            return firstLength;
        }

        if (_isWrapPending)
        {
            // A mark belongs to the character before it, which stands in the row that is full.
            if (CharacterWidth.Of(Decode(text, 0, out _)) is 0 or CharacterWidth.Dropped)
                return PrintOne(text);
            Wrap();
        }

        ScreenRow row = _buffer[_row];
        int start = _column;
        Span<char> cells = row.Open(start, _columns - start);
        int count = 0;
        int taken = 0;
        int other = -1;
        int last = 0;
        bool hasWide = false;
        while (taken < text.Length)
        {
            int codePoint = Decode(text, taken, out int length);
            if (codePoint < 0x80 && IsLongAscii(text[taken..]))
                break;
            taken += length;
            int width = CharacterWidth.Of(codePoint);
            if (width == CharacterWidth.Dropped)
                continue;
            if (width == 0 && count > 0 && !_clusters.IsFull)
            {
                row.AddMark(start + count - (cells[count - 1] == WideTail ? 2 : 1), codePoint, _clusters);
                continue;
            }

            if (width == 0 || count + width > cells.Length)
            {
                other = codePoint;
                break;
            }

            last = codePoint;
            if (codePoint <= char.MaxValue)
                cells[count] = (char)codePoint;
            else
                row.SetValue(start + count, codePoint);
            count += width;
            if (width == 2)
            {
                cells[count - 1] = WideTail;
                hasWide = true;
            }
            else if (length == 3 && IsRepeated(text, taken))
            {
                // Rules and bars: the same three bytes over and over.
                int repeated = Math.Min(text[(taken - 3)..].CommonPrefixLength(text[taken..]) / 3, cells.Length - count);
                cells.Slice(count, repeated).Fill((char)codePoint);
                count += repeated;
                taken += 3 * repeated;
            }
        }

        if (count > 0)
        {
            row.Cover(start, count, PenId);
            if (hasWide)
                row.HasWide = true;
            Touch(row);
            _lastPrinted = last;
            Advance(count, _columns);
        }

        if (other >= 0)
            PrintCodePoint(other);
        return taken;
    }

    /// <summary>The three bytes of a character come once more; three bytes from 0xf0 on are the beginning of one of four.</summary>
    private static bool IsRepeated(scoped ReadOnlySpan<byte> text, int next) =>
        next + 3 <= text.Length && text[next] < 0xf0 && text[next + 1] == text[next - 2] && text[next + 2] == text[next - 1] && text[next] == text[next - 3];

    /// <summary>Enough ASCII follows for <see cref="PrintAscii"/> to be worth a change.</summary>
    private static bool IsLongAscii(scoped ReadOnlySpan<byte> text) =>
        text.Length < sizeof(ulong) || (Unsafe.ReadUnaligned<ulong>(ref Unsafe.AsRef(in text[0])) & 0x8080808080808080) == 0;

    /// <summary>A code point; what is malformed is left to <see cref="Rune"/>: one U+FFFD for each maximal subpart.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Decode(scoped ReadOnlySpan<byte> text, int at, out int length)
    {
        ref byte bytes = ref Unsafe.Add(ref MemoryMarshal.GetReference(text), at);
        int first = bytes;
        if (first < 0x80)
        {
            length = 1;
            return first;
        }

        int left = text.Length - at;
        if ((uint)(first - 0xe0) < 0x10 && left > 2)
        {
            int second = Unsafe.Add(ref bytes, 1) ^ 0x80;
            int third = Unsafe.Add(ref bytes, 2) ^ 0x80;
            int codePoint = (first & 0x0f) << 12 | second << 6 | third;
            if ((second | third) < 0x40 && codePoint >= 0x800 && (codePoint & 0xf800) != 0xd800)
            {
                length = 3;
                return codePoint;
            }
        }
        else if ((uint)(first - 0xc2) < 0x1e && left > 1)
        {
            int second = Unsafe.Add(ref bytes, 1) ^ 0x80;
            if (second < 0x40)
            {
                length = 2;
                return (first & 0x1f) << 6 | second;
            }
        }

        return DecodeRare(text[at..], out length);
    }

    private static int DecodeRare(scoped ReadOnlySpan<byte> text, out int length)
    {
        Rune.DecodeFromUtf8(text, out Rune rune, out length);
        return rune.Value;
    }

    private int PrintOne(scoped ReadOnlySpan<byte> text)
    {
        int codePoint = Decode(text, 0, out int length);
        PrintCodePoint(Translate(codePoint));
        return length;
    }

    private void PrintCodePoint(int codePoint)
    {
        int width = CharacterWidth.Of(codePoint);
        if (width == CharacterWidth.Dropped || IsJoiningClusters && TryJoin(codePoint, width))
            return;
        if (width == 0)
        {
            AddMark(codePoint);
            return;
        }

        if (width > _columns)
            return;
        _lastPrinted = codePoint;
        if (_isWrapPending)
            Wrap();
        if (_column + width > LineEnd && !TakeNextLine(width))
            return;

        ScreenRow row = _buffer[_row];
        if (Has(ScreenModes.Insert) && IsBetweenSides)
            InsertInRow(row, _column, width, 0);
        row.Write(_column, codePoint, width, PenId);
        Touch(row);
        Advance(width, LineEnd);
    }

    /// <summary>A wide character that does not fit goes to the next line; without auto-wrap it is lost, as in xterm.</summary>
    private bool TakeNextLine(int width)
    {
        if (Has(ScreenModes.AutoWrap))
            Wrap();
        return _column + width <= LineEnd;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Advance(int cells, int end)
    {
        _column += cells;
        if (_column < end)
            return;
        _column = end - 1;
        _isWrapPending = true;
    }

    /// <summary>A line between side margins does not go on in the next row, whose other cells belong to something else.</summary>
    private void Wrap()
    {
        _isWrapPending = false;
        if (!Has(ScreenModes.AutoWrap))
            return;
        _buffer[_row].IsWrapped = !HasSideMargins;
        CarriageReturn();
        Index();
    }

    private void Repeat(int codePoint, int count)
    {
        if (codePoint == 0)
            return;
        for (count = Math.Min(count, _columns * _rows); count > 0; count--)
            PrintCodePoint(codePoint);
        _lastPrinted = 0;
    }
}
