using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace PromptWatcher.Terminal;

/// <summary>Between bytes of text and planes of cells, and what a plane holds.</summary>
internal static class CellText
{
    /// <summary>Writes ASCII as UTF-16 up to the first byte that is none; returns how many were written.</summary>
    /// <remarks>Runs are short (5 to 10 bytes between two sequences): two overlapping words beat a call and a loop.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Widen(ReadOnlySpan<byte> text, Span<char> cells)
    {
        ref byte source = ref MemoryMarshal.GetReference(text);
        ref ushort target = ref Unsafe.As<char, ushort>(ref MemoryMarshal.GetReference(cells));
        int length = Math.Min(text.Length, cells.Length);
        if (length >= Vector128<byte>.Count)
            return WidenLong(ref source, ref target, length);
        if (length >= 8)
        {
            ulong first = Unsafe.ReadUnaligned<ulong>(ref source);
            ulong last = Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref source, length - 8));
            if (((first | last) & 0x8080808080808080) == 0)
            {
                Vector128.WidenLower(Vector128.CreateScalar(first).AsByte()).StoreUnsafe(ref target);
                Vector128.WidenLower(Vector128.CreateScalar(last).AsByte()).StoreUnsafe(ref target, (nuint)(length - 8));
                return length;
            }
        }
        else if (length >= 4)
        {
            uint first = Unsafe.ReadUnaligned<uint>(ref source);
            uint last = Unsafe.ReadUnaligned<uint>(ref Unsafe.Add(ref source, length - 4));
            if (((first | last) & 0x80808080) == 0)
            {
                Write(ref target, WidenFour(first));
                Write(ref Unsafe.Add(ref target, length - 4), WidenFour(last));
                return length;
            }
        }
        else if (length > 0)
        {
            uint first = source, middle = Unsafe.Add(ref source, length >> 1), last = Unsafe.Add(ref source, length - 1);
            if ((first | middle | last) < 0x80)
            {
                target = (ushort)first;
                Unsafe.Add(ref target, length >> 1) = (ushort)middle;
                Unsafe.Add(ref target, length - 1) = (ushort)last;
                return length;
            }
        }

        return WidenEach(ref source, ref target, 0, length);
    }

    /// <summary>Writes UTF-16 as ASCII, when it all is.</summary>
    public static bool TryNarrow(ReadOnlySpan<char> cells, Span<byte> text)
    {
        ref ushort source = ref Unsafe.As<char, ushort>(ref MemoryMarshal.GetReference(cells));
        ref byte target = ref MemoryMarshal.GetReference(text[..cells.Length]);
        int length = cells.Length;
        if (length < Vector128<byte>.Count)
        {
            uint rest = 0;
            for (int i = 0; i < length; i++)
            {
                rest |= Unsafe.Add(ref source, i);
                Unsafe.Add(ref target, i) = (byte)Unsafe.Add(ref source, i);
            }

            return rest < 0x80;
        }

        int last = length - Vector128<byte>.Count;
        Vector128<ushort> all = NarrowSixteen(ref Unsafe.Add(ref source, last), ref Unsafe.Add(ref target, last));
        for (int i = 0; i < last; i += Vector128<byte>.Count)
            all |= NarrowSixteen(ref Unsafe.Add(ref source, i), ref Unsafe.Add(ref target, i));
        return (all & Vector128.Create((ushort)0xff80)) == default;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<ushort> NarrowSixteen(ref ushort source, ref byte target)
    {
        Vector128<ushort> lower = Vector128.LoadUnsafe(ref source);
        Vector128<ushort> upper = Vector128.LoadUnsafe(ref source, (nuint)Vector128<ushort>.Count);
        Vector128.NarrowWithSaturation(lower, upper).StoreUnsafe(ref target);
        return lower | upper;
    }

    /// <summary>Writes one value everywhere. Runs are short, where <see cref="Span{T}.Fill"/> costs several times as much.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Fill(Span<ushort> cells, ushort value)
    {
        ref ushort start = ref MemoryMarshal.GetReference(cells);
        int length = cells.Length;
        if (length >= Vector128<ushort>.Count)
        {
            Vector128<ushort> values = Vector128.Create(value);
            for (int i = 0; i < length - Vector128<ushort>.Count; i += Vector128<ushort>.Count)
                values.StoreUnsafe(ref start, (nuint)i);
            values.StoreUnsafe(ref start, (nuint)(length - Vector128<ushort>.Count));
        }
        else if (length >= 4)
        {
            ulong four = value * 0x0001_0001_0001_0001UL;
            Write(ref start, four);
            Write(ref Unsafe.Add(ref start, length - 4), four);
        }
        else if (length > 0)
        {
            start = value;
            Unsafe.Add(ref start, length >> 1) = value;
            Unsafe.Add(ref start, length - 1) = value;
        }
    }

    /// <summary>Which of the sixteen characters from <paramref name="i"/> on, or of as many as there are, are the given one: a bit for each.</summary>
    public static uint Find(ReadOnlySpan<char> text, int i, char sought)
    {
        if (i <= text.Length - Vector256<ushort>.Count)
        {
            ref ushort start = ref Unsafe.As<char, ushort>(ref Unsafe.Add(ref MemoryMarshal.GetReference(text), i));
            return Vector256.Equals(Vector256.LoadUnsafe(ref start), Vector256.Create((ushort)sought)).ExtractMostSignificantBits();
        }

        // The last sixteen, without those before.
        int last = text.Length - Vector256<ushort>.Count;
        if (last >= 0)
            return Find(text, last, sought) >> i - last;
        uint found = 0;
        for (int n = 0; i + n < text.Length; n++)
            found |= text[i + n] == sought ? 1u << n : 0;
        return found;
    }

    /// <summary>Where runs of the same value end: bit n of the result is set when value <paramref name="i"/> + n differs from the next.</summary>
    /// <returns>Bits for sixteen values, or for fewer at the end; the last value of all ends no run here.</returns>
    public static uint RunEnds(ReadOnlySpan<ushort> values, int i)
    {
        if (i <= values.Length - 1 - Vector256<ushort>.Count)
        {
            ref ushort start = ref Unsafe.Add(ref MemoryMarshal.GetReference(values), i);
            Vector256<ushort> isSame = Vector256.Equals(Vector256.LoadUnsafe(ref start), Vector256.LoadUnsafe(ref start, 1));
            return ~isSame.ExtractMostSignificantBits() & 0xffff;
        }

        uint ends = 0;
        for (int n = 0; n < Vector256<ushort>.Count && i + n + 1 < values.Length; n++)
            ends |= values[i + n] != values[i + n + 1] ? 1u << n : 0;
        return ends;
    }

    private static int WidenLong(ref byte source, ref ushort target, int length)
    {
        int i = 0;
        for (; Vector256.IsHardwareAccelerated && i <= length - Vector256<byte>.Count; i += Vector256<byte>.Count)
        {
            Vector256<byte> bytes = Vector256.LoadUnsafe(ref source, (nuint)i);
            if (bytes.ExtractMostSignificantBits() != 0)
                return WidenEach(ref source, ref target, i, length);
            Vector256.WidenLower(bytes).StoreUnsafe(ref target, (nuint)i);
            Vector256.WidenUpper(bytes).StoreUnsafe(ref target, (nuint)(i + Vector256<ushort>.Count));
        }

        for (; i <= length - Vector128<byte>.Count; i += Vector128<byte>.Count)
        {
            Vector128<byte> bytes = Vector128.LoadUnsafe(ref source, (nuint)i);
            if (bytes.ExtractMostSignificantBits() != 0)
                return WidenEach(ref source, ref target, i, length);
            WidenSixteen(bytes, ref Unsafe.Add(ref target, i));
        }

        if (i == length)
            return length;
        Vector128<byte> last = Vector128.LoadUnsafe(ref source, (nuint)(length - Vector128<byte>.Count));
        if (last.ExtractMostSignificantBits() != 0)
            return WidenEach(ref source, ref target, i, length);
        WidenSixteen(last, ref Unsafe.Add(ref target, length - Vector128<byte>.Count));
        return length;
    }

    private static int WidenEach(ref byte source, ref ushort target, int i, int length)
    {
        for (; i < length; i++)
        {
            byte next = Unsafe.Add(ref source, i);
            if (next >= 0x80)
                break;
            Unsafe.Add(ref target, i) = next;
        }

        return i;
    }

    private static void WidenSixteen(Vector128<byte> bytes, ref ushort target)
    {
        Vector128.WidenLower(bytes).StoreUnsafe(ref target);
        Vector128.WidenUpper(bytes).StoreUnsafe(ref target, (nuint)Vector128<ushort>.Count);
    }

    private static void Write(ref ushort target, ulong four) => Unsafe.WriteUnaligned(ref Unsafe.As<ushort, byte>(ref target), four);

    private static ulong WidenFour(uint bytes) => Vector128.WidenLower(Vector128.CreateScalar(bytes).AsByte()).AsUInt64().ToScalar();
}
