using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;

namespace PromptWatcher.Terminal;

public sealed partial class Screen
{
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
            Wrap();
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
            if (text[taken] < 0x80)
            {
                // A few letters before a mark; for more of them there is PrintAscii.
                int letters = CellText.WidenFew(text[taken..], cells[count..]);
                if (letters == 0)
                    break;
                taken += letters;
                count += letters;
                last = text[taken - 1];
                continue;
            }

            int codePoint = Decode(text, taken, out int length);
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
                int more = length == 3 ? PrintWide(text[taken..], cells[count..]) : 0;
                if (more > 0)
                {
                    taken += 3 * more;
                    count += 2 * more;
                    last = cells[count - 2];
                }
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

    /// <summary>As many wide characters of three bytes as follow each other: most of CJK. Returns how many.</summary>
    private static int PrintWide(scoped ReadOnlySpan<byte> text, Span<char> cells)
    {
        ref byte bytes = ref MemoryMarshal.GetReference(text);
        ref char cell = ref MemoryMarshal.GetReference(cells);
        int most = Math.Min((text.Length - 1) / 3, cells.Length / 2);
        for (int count = 0; count < most; count++)
        {
            uint four = Unsafe.ReadUnaligned<uint>(ref Unsafe.Add(ref bytes, 3 * count));
            int codePoint = (int)((four & 0x0f) << 12 | (four >> 8 & 0x3f) << 6 | four >> 16 & 0x3f);

            // Overlong forms and surrogates are not wide.
            if ((four & 0x00c0c0f0) != 0x008080e0 || CharacterWidth.Of(codePoint) != 2)
                return count;
            Unsafe.WriteUnaligned(ref Unsafe.As<char, byte>(ref Unsafe.Add(ref cell, 2 * count)), (uint)codePoint | (uint)WideTail << 16);
        }

        return most;
    }

    /// <summary>The three bytes of a character come once more; three bytes from 0xf0 on are the beginning of one of four.</summary>
    private static bool IsRepeated(scoped ReadOnlySpan<byte> text, int next) =>
        next + 3 <= text.Length && text[next] < 0xf0 && text[next + 1] == text[next - 2] && text[next + 2] == text[next - 1] && text[next] == text[next - 3];

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
}
