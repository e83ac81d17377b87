using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace PromptWatcher.Terminal;

/// <remarks>
/// Nearly all sequences lie in the chunk whole and as programs write them: found here with vectors and delivered at once. Whatever is
/// unusual (a control inside, an intermediate, a parameter of five digits, the end of the chunk near) is left to the state machine, which is the
/// specification: a chunk of one byte never comes here, and fuzzing compares the two.
/// </remarks>
public sealed partial class VtParser
{
    /// <summary>ESC, the introducer, a private marker, a vector of parameters, and what reading the last of them takes along.</summary>
    private const int Lookahead = 3 + 32 + MaxWholeDigits;

    /// <summary>Digits that one multiplication turns into a number.</summary>
    private const int MaxWholeDigits = 4;

    /// <summary>Delivers the sequence that begins at <paramref name="i"/> and returns its end, or returns <paramref name="i"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int WholeSequence<THandler>(scoped ReadOnlySpan<byte> data, int i, scoped ref THandler handler)
        where THandler : struct, IVtHandler, allows ref struct
    {
        if (!Vector256.IsHardwareAccelerated || data.Length - i < Lookahead)
            return i;
        byte introducer = data[i + 1];
        if (introducer == '[')
            return WholeControlSequence(data, i, ref handler);
        switch (introducer)
        {
            case (byte)']':
                return WholeOsc(data, i, ref handler);
            case < 0x30 or >= Delete or (byte)'P' or (byte)'X' or (byte)'^' or (byte)'_':
                return i;
            default:
                handler.EscDispatch(new VtCommand(introducer));
                return i + 2;
        }
    }

    private int WholeControlSequence<THandler>(scoped ReadOnlySpan<byte> data, int i, scoped ref THandler handler)
        where THandler : struct, IVtHandler, allows ref struct
    {
        int start = i + 2;
        uint marker = 0;
        ref byte first = ref Unsafe.Add(ref MemoryMarshal.GetReference(data), start);
        if (first is >= 0x3c and <= 0x3f)
        {
            marker = (uint)first << 24;
            first = ref Unsafe.Add(ref first, 1);
            start++;
        }

        // Bit n of a mask stands for byte n. Digits, colon and semicolon, and only they, follow each other from 0x30 to 0x3B.
        Vector256<byte> fromZero = Vector256.LoadUnsafe(ref first) - Vector256.Create((byte)'0');
        uint others = ~IsAtMost(fromZero, ';' - '0');
        if (others == 0)
            return i;
        int length = BitOperations.TrailingZeroCount(others);
        byte final = Unsafe.Add(ref first, length);
        if (final is < 0x40 or >= Delete)
            return i;

        int count = 0;
        uint subParameters = 0;
        if (length > 0)
        {
            uint within = (1u << length) - 1;
            uint separators = ~IsAtMost(fromZero, 9) & within;
            uint colons = Vector256.Equals(fromZero, Vector256.Create((byte)(':' - '0'))).ExtractMostSignificantBits() & within;
            if (IsAnyLong(~separators & within))
                return i;
            count = WholeParameters(ref first, separators | 1u << length);
            if (colons != 0)
                subParameters = SubParameters(separators, colons);
        }

        handler.CsiDispatch(new VtCommand(marker | final), new VtParameters(_values.AsSpan(0, count), subParameters));
        return start + length + 1;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint IsAtMost(Vector256<byte> bytes, int limit) =>
        Vector256.Equals(Vector256.Min(bytes, Vector256.Create((byte)limit)), bytes).ExtractMostSignificantBits();

    /// <summary>Whether five digits stand in a row.</summary>
    private static bool IsAnyLong(uint digits)
    {
        uint pairs = digits & digits >> 1;
        return (pairs & pairs >> 2 & digits >> MaxWholeDigits) != 0;
    }

    /// <summary>Reads the values, each up to its end. A vector has room for no more than <see cref="MaxParameters"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int WholeParameters(ref byte first, uint ends)
    {
        ref ushort value = ref MemoryMarshal.GetArrayDataReference(_values);
        nuint count = 0;
        uint from = 0;
        for (; ends != 0; ends &= ends - 1)
        {
            uint to = (uint)BitOperations.TrailingZeroCount(ends);
            Unsafe.Add(ref value, count++) = Number(Unsafe.ReadUnaligned<uint>(ref Unsafe.Add(ref first, from)), (int)(to - from));
            from = to + 1;
        }

        return (int)count;
    }

    /// <summary>The number that up to four digits at the low end write, two and then four of them at a time.</summary>
    private static ushort Number(uint text, int digits)
    {
        uint aligned = (uint)((ulong)(text & 0x0f0f0f0f) << 8 * (MaxWholeDigits - digits));
        uint pairs = aligned * 10 + (aligned >> 8);
        return (ushort)((pairs & 0xff) * 100 + (pairs >> 16 & 0xff));
    }

    /// <summary>The separators that are colons, numbered by the value behind them.</summary>
    private static uint SubParameters(uint separators, uint colons)
    {
        uint found = 0;
        for (int index = 1; separators != 0; index++, separators &= separators - 1)
        {
            if ((separators & -separators & colons) != 0)
                found |= 1u << index;
        }

        return found;
    }

    private static int WholeOsc<THandler>(scoped ReadOnlySpan<byte> data, int i, scoped ref THandler handler)
        where THandler : struct, IVtHandler, allows ref struct
    {
        int start = i + 2;
        int end = TextScan.ControlAt(data, start);
        if (end < 0 || end - start > MaxStringLength)
            return i;
        if (data[end] == 0x07)
        {
            handler.OscDispatch(data[start..end], end - start);
            return end + 1;
        }

        if (data[end] != Escape || end + 1 == data.Length || data[end + 1] != '\\')
            return i;
        handler.OscDispatch(data[start..end], end - start);
        return end + 2;
    }
}
