using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace PromptWatcher.Terminal;

/// <summary>Writes letters of words into cells, up to eight at once and without a branch for each.</summary>
/// <remarks>
/// Words are short (2 to 9 letters), so what a loop costs is the guess where it ends. Each method looks at the next eight characters, writes eight, and
/// returns how many of them were its own: the caller writes over the others, or has nothing there. It returns 0 where there is no room for eight.
/// </remarks>
internal static class Utf8Text
{
    private const int Count = 8;

    /// <summary>The first byte of U+0300 to U+033F: accents, and no letters.</summary>
    public const byte Accents = 0xcc;

    /// <summary>The first byte of U+3000 to U+3FFF: wide letters begin there.</summary>
    public const byte FirstWide = 0xe3;

    /// <summary>ASCII: one byte, one cell.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int WriteAscii(ReadOnlySpan<byte> text, Span<char> cells)
    {
        if (text.Length < Count || cells.Length < Count)
            return 0;
        ulong bytes = Unsafe.ReadUnaligned<ulong>(ref MemoryMarshal.GetReference(text));
        Vector128.WidenLower(Vector128.CreateScalar(bytes).AsByte()).StoreUnsafe(ref Unsafe.As<char, ushort>(ref MemoryMarshal.GetReference(cells)));
        return BitOperations.TrailingZeroCount(bytes & 0x8080808080808080) / 8;
    }

    /// <summary>Letters of Latin, Greek, Cyrillic, Hebrew and Arabic: two bytes, one cell.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int WriteNarrow(ReadOnlySpan<byte> text, Span<char> cells)
    {
        if (text.Length < 2 * Count || cells.Length < Count)
            return 0;
        Vector128<ushort> bytes = Vector128.LoadUnsafe(ref MemoryMarshal.GetReference(text)).AsUInt16();
        Vector128<ushort> letters = (bytes & Vector128.Create((ushort)0x1f)) << 6 | bytes >>> 8 & Vector128.Create((ushort)0x3f);
        Vector128<ushort> isWhole = Vector128.Equals(bytes & Vector128.Create((ushort)0xc0e0), Vector128.Create((ushort)0x80c0));
        Vector128<ushort> isNarrow = IsIn(letters, 0xae, 0x2ff) | IsIn(letters, 0x370, 0x482) | IsIn(letters, 0x48a, 0x590)
            | IsIn(letters, 0x5d0, 0x5ff) | IsIn(letters, 0x620, 0x64a);
        letters.StoreUnsafe(ref Unsafe.As<char, ushort>(ref MemoryMarshal.GetReference(cells)));
        return BitOperations.TrailingZeroCount(~(isWhole & isNarrow).ExtractMostSignificantBits());
    }

    /// <summary>CJK, kana and Hangul: three bytes, two cells.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int WriteWide(ReadOnlySpan<byte> text, Span<char> cells)
    {
        if (text.Length < 3 * Count || cells.Length < 2 * Count)
            return 0;

        // Three bytes and a zero for each letter; the second sixteen bytes end with the last letter.
        ref byte start = ref MemoryMarshal.GetReference(text);
        Vector128<byte> lower = Vector128.Shuffle(Vector128.LoadUnsafe(ref start), Vector128.Create((byte)0, 1, 2, 255, 3, 4, 5, 255, 6, 7, 8, 255, 9, 10, 11, 255));
        Vector128<byte> upper = Vector128.Shuffle(Vector128.LoadUnsafe(ref start, 8), Vector128.Create((byte)4, 5, 6, 255, 7, 8, 9, 255, 10, 11, 12, 255, 13, 14, 15, 255));
        Vector256<uint> bytes = Vector256.Create(lower, upper).AsUInt32();
        Vector256<uint> letters = (bytes & Vector256.Create(0x0fu)) << 12 | bytes >>> 2 & Vector256.Create(0xfc0u) | bytes >>> 16 & Vector256.Create(0x3fu);
        Vector256<uint> isWhole = Vector256.Equals(bytes & Vector256.Create(0xc0c0f0u), Vector256.Create(0x8080e0u));
        Vector256<uint> isWide = IsIn(letters, 0x3041, 0x3096) | IsIn(letters, 0x309b, 0x30ff) | IsIn(letters, 0x3250, 0xa48c) | IsIn(letters, 0xac00, 0xd7a3);
        (letters | Vector256.Create((uint)Screen.WideTail << 16)).StoreUnsafe(ref Unsafe.As<char, uint>(ref MemoryMarshal.GetReference(cells)));
        return BitOperations.TrailingZeroCount(~(isWhole & isWide).ExtractMostSignificantBits());
    }

    // The ranges lie within blocks of one width of CharacterWidth, and hold no overlong form and no surrogate; tests compare every code point.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<ushort> IsIn(Vector128<ushort> values, ushort from, ushort to) =>
        Vector128.LessThanOrEqual(values - Vector128.Create(from), Vector128.Create((ushort)(to - from)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<uint> IsIn(Vector256<uint> values, uint from, uint to) =>
        Vector256.LessThanOrEqual(values - Vector256.Create(from), Vector256.Create(to - from));
}
