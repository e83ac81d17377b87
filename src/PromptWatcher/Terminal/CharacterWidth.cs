using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace PromptWatcher.Terminal;

/// <summary>How many cells a code point takes. The BCL has no East Asian width, and its other data lags Unicode by a version.</summary>
internal static partial class CharacterWidth
{
    /// <summary>The value of code points that a screen drops: controls and format characters that change no cell.</summary>
    public const int Dropped = 3;

    private const int PerByte = 4;

    /// <summary>A byte for each width: two loads and no shifts. All of CJK shares one block, so the first-level cache keeps what a text needs.</summary>
    private static readonly byte[] s_widths = Unpack();

    /// <summary>0 for a mark that joins the cell before it, 1, 2, or <see cref="Dropped"/>.</summary>
    /// <param name="codePoint">A code point of Unicode; it is not checked.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Of(int codePoint)
    {
        int block = Unsafe.Add(ref MemoryMarshal.GetReference(Blocks), codePoint >> 8);
        return Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(s_widths), block << 8 | codePoint & 0xff);
    }

    private static byte[] Unpack()
    {
        var widths = new byte[Widths.Length * PerByte];
        for (int i = 0; i < widths.Length; i++)
            widths[i] = (byte)(Widths[i / PerByte] >> 2 * (i % PerByte) & 3);
        return widths;
    }
}
