using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace PromptWatcher.Terminal;

/// <summary>Finds the end of a run of text.</summary>
internal static class TextScan
{
    /// <summary>How many bytes come before the next C0 control or DEL, and whether they are all ASCII.</summary>
    /// <remarks>Inline vectors, not <c>IndexOfAny</c>: with a control every ten bytes the calls alone cost two to five times the scan.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Length(ReadOnlySpan<byte> data, out bool isAscii)
    {
        if (!Vector256.IsHardwareAccelerated || data.Length < Vector256<byte>.Count)
            return LongLength(data, 0, 0, out isAscii);
        Vector256<byte> bytes = Vector256.LoadUnsafe(ref MemoryMarshal.GetReference(data));
        uint controls = Controls(bytes);
        uint high = bytes.ExtractMostSignificantBits();
        if (controls == 0)
            return LongLength(data, Vector256<byte>.Count, high, out isAscii);
        int length = BitOperations.TrailingZeroCount(controls);
        isAscii = (high & (1u << length) - 1) == 0;
        return length;
    }

    /// <summary>Goes on behind the first <paramref name="i"/> bytes, which are text; <paramref name="high"/> is 0 when all of them are ASCII.</summary>
    private static int LongLength(ReadOnlySpan<byte> data, int i, uint high, out bool isAscii)
    {
        if (Vector256.IsHardwareAccelerated)
        {
            ref byte start = ref MemoryMarshal.GetReference(data);
            for (; i <= data.Length - Vector256<byte>.Count; i += Vector256<byte>.Count)
            {
                Vector256<byte> bytes = Vector256.LoadUnsafe(ref start, (nuint)i);
                uint controls = Controls(bytes);
                uint highHere = bytes.ExtractMostSignificantBits();
                if (controls != 0)
                {
                    int length = BitOperations.TrailingZeroCount(controls);
                    isAscii = (high | highHere & (1u << length) - 1) == 0;
                    return i + length;
                }

                high |= highHere;
            }
        }

        for (; i < data.Length && data[i] is >= 0x20 and not 0x7f; i++)
            high |= data[i] & 0x80u;
        isAscii = high == 0;
        return i;
    }

    /// <summary>Where the next C0 control stands, or -1.</summary>
    public static int ControlAt(ReadOnlySpan<byte> data, int i)
    {
        ref byte start = ref MemoryMarshal.GetReference(data);
        for (; Vector256.IsHardwareAccelerated && i <= data.Length - Vector256<byte>.Count; i += Vector256<byte>.Count)
        {
            uint controls = Vector256.LessThan(Vector256.LoadUnsafe(ref start, (nuint)i), Vector256.Create((byte)0x20)).ExtractMostSignificantBits();
            if (controls != 0)
                return i + BitOperations.TrailingZeroCount(controls);
        }

        for (; i < data.Length; i++)
        {
            if (data[i] < 0x20)
                return i;
        }

        return -1;
    }

    private static uint Controls(Vector256<byte> bytes) =>
        (Vector256.LessThan(bytes, Vector256.Create((byte)0x20)) | Vector256.Equals(bytes, Vector256.Create((byte)0x7f))).ExtractMostSignificantBits();
}
