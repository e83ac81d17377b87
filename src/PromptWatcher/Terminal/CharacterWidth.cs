namespace PromptWatcher.Terminal;

/// <summary>How many cells a code point takes. The BCL has no East Asian width, and its other data lags Unicode by a version.</summary>
internal static partial class CharacterWidth
{
    /// <summary>The value of code points that a screen drops: controls and format characters that change no cell.</summary>
    public const int Dropped = 3;

    /// <summary>0 for a mark that joins the cell before it, 1, 2, or <see cref="Dropped"/>.</summary>
    public static int Of(int codePoint)
    {
        int block = Blocks[codePoint >> 8];
        int offset = codePoint & 0xff;
        return Widths[block * 64 + (offset >> 2)] >> 2 * (offset & 3) & 3;
    }
}
