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
        if (Vector256.IsHardwareAccelerated && data.Length >= Vector256<byte>.Count)
        {
            Vector256<byte> bytes = Vector256.LoadUnsafe(ref MemoryMarshal.GetReference(data));
            uint controls = Controls(bytes);
            if (controls != 0)
            {
                int length = BitOperations.TrailingZeroCount(controls);
                isAscii = (bytes.ExtractMostSignificantBits() & (1u << length) - 1) == 0;
                return length;
            }
        }

        return LongLength(data, out isAscii);
    }

    private static int LongLength(ReadOnlySpan<byte> data, out bool isAscii)
    {
        int i = 0;
        uint high = 0;
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
