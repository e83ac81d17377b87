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
        while (taken < text.Length)
        {
            byte lead = text[taken];

            // Words write over what follows them, which must be no cell in use.
            if (start + count >= row.Used)
            {
                int letters = 0;
                if (lead < 0x80)
                {
                    letters = Utf8Text.WriteAscii(text[taken..], cells[count..]);
                    taken += letters;
                    count += letters;
                }
                else if (lead >= Utf8Text.FirstWide)
                {
                    letters = Utf8Text.WriteWide(text[taken..], cells[count..]);
                    taken += 3 * letters;
                    count += 2 * letters;
                }
                else if (lead is < 0xe0 and not Utf8Text.Accents)
                {
                    letters = Utf8Text.WriteNarrow(text[taken..], cells[count..]);
                    taken += 2 * letters;
                    count += letters;
                }

                if (letters > 0)
                    continue;
            }

            if (lead < 0x80)
            {
                int letters = CellText.Widen(text[taken..], cells[count..]);
                if (letters == 0)
                    break;
                taken += letters;
                count += letters;
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

            row.SetValue(start + count, codePoint);
            count += width;
            if (width == 2)
            {
                cells[count - 1] = WideTail;
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
            row.HasWide |= cells[..count].Contains(WideTail);
            Touch(row);
            _lastPrinted = _clusters.First(row.ValueAt(start + count - (cells[count - 1] == WideTail ? 2 : 1)));
            Advance(count, _columns);
        }

        if (other >= 0)
            PrintCodePoint(other);
        return taken;
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

        else if ((uint)(first - 0xf0) < 5 && left > 3)
        {
            int second = Unsafe.Add(ref bytes, 1) ^ 0x80;
            int third = Unsafe.Add(ref bytes, 2) ^ 0x80;
            int fourth = Unsafe.Add(ref bytes, 3) ^ 0x80;
            int codePoint = (first & 0x07) << 18 | second << 12 | third << 6 | fourth;
            if ((second | third | fourth) < 0x40 && (uint)(codePoint - 0x10000) < 0x100000)
            {
                length = 4;
                return codePoint;
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
