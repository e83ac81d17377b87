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
    /// <summary>ESC, the introducer, a private marker and two vectors of parameters.</summary>
    private const int Lookahead = 3 + 64;

    /// <summary>Digits that one multiplication turns into a number.</summary>
    private const int MaxWholeDigits = 4;

    /// <summary>Delivers the sequence that begins at <paramref name="i"/> and returns its end, or returns <paramref name="i"/>.</summary>
    private int WholeSequence<THandler>(scoped ReadOnlySpan<byte> data, int i, scoped ref THandler handler)
        where THandler : struct, IVtHandler, allows ref struct
    {
        if (!Vector256.IsHardwareAccelerated || data.Length - i < Lookahead)
            return i;
        byte introducer = data[i + 1];
        switch (introducer)
        {
            case (byte)'[':
                return WholeControlSequence(data, i, ref handler);
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

        // Bit n stands for byte n: a parameter byte (digits, colon, semicolon), and one of the latter two.
        (ulong parameters, ulong separators, ulong colons) = Look(ref first);
        if (parameters == uint.MaxValue)
        {
            (ulong Parameters, ulong Separators, ulong Colons) more = Look(ref Unsafe.Add(ref first, Vector256<byte>.Count));
            parameters |= more.Parameters << Vector256<byte>.Count;
            separators |= more.Separators << Vector256<byte>.Count;
            colons |= more.Colons << Vector256<byte>.Count;
        }

        int length = BitOperations.TrailingZeroCount(~parameters);
        if (length > Lookahead - 4)
            return i;
        byte final = Unsafe.Add(ref first, length);
        if (final is < 0x40 or >= Delete)
            return i;
        var command = new VtCommand(marker | final);
        if (length == 0)
        {
            handler.CsiDispatch(command, default);
            return start + 1;
        }

        ulong within = (1UL << length) - 1;
        separators &= within;
        uint subParameters = (colons & within) == 0 ? 0 : SubParameters(data.Slice(start, length));
        int count = BitOperations.PopCount(separators) + 1;
        if (count > MaxParameters)
            return i;
        ref ushort value = ref MemoryMarshal.GetArrayDataReference(_values);
        for (int from = 0; ; separators &= separators - 1)
        {
            int to = separators == 0 ? length : BitOperations.TrailingZeroCount(separators);
            int digits = to - from;
            if (digits > MaxWholeDigits)
                return i;
            value = Number(Unsafe.ReadUnaligned<uint>(ref Unsafe.Add(ref first, from)), digits);
            if (separators == 0)
                break;
            value = ref Unsafe.Add(ref value, 1);
            from = to + 1;
        }

        handler.CsiDispatch(command, new VtParameters(_values.AsSpan(0, count), subParameters));
        return start + length + 1;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (ulong Parameters, ulong Separators, ulong Colons) Look(ref byte first)
    {
        Vector256<byte> fromZero = Vector256.LoadUnsafe(ref first) - Vector256.Create((byte)'0');
        return (Vector256.LessThanOrEqual(fromZero, Vector256.Create((byte)(';' - '0'))).ExtractMostSignificantBits(),
            Vector256.GreaterThan(fromZero, Vector256.Create((byte)9)).ExtractMostSignificantBits(),
            Vector256.Equals(fromZero, Vector256.Create((byte)(':' - '0'))).ExtractMostSignificantBits());
    }

    /// <summary>The number that up to four digits at the low end write, two and then four of them at a time.</summary>
    private static ushort Number(uint text, int digits)
    {
        uint aligned = (uint)((ulong)(text & 0x0f0f0f0f) << 8 * (MaxWholeDigits - digits));
        uint pairs = aligned * 10 + (aligned >> 8);
        return (ushort)((pairs & 0xff) * 100 + (pairs >> 16 & 0xff));
    }

    private static uint SubParameters(scoped ReadOnlySpan<byte> parameters)
    {
        uint found = 0;
        int index = 0;
        foreach (byte next in parameters)
        {
            if (next > '9')
                index++;
            if (next == ':')
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
