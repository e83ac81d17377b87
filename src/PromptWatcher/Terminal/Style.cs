using System.Runtime.InteropServices;

namespace PromptWatcher.Terminal;

/// <summary>How a cell is drawn.</summary>
[Flags]
public enum CellAttributes : ushort
{
    /// <summary>Plain.</summary>
    None = 0,

    /// <summary>Bold (SGR 1).</summary>
    Bold = 1 << 0,

    /// <summary>Dim (SGR 2); agents show placeholders and hints in it.</summary>
    Dim = 1 << 1,

    /// <summary>Italic (SGR 3).</summary>
    Italic = 1 << 2,

    /// <summary>Underlined in any way; the flags below tell which when it is not a single line.</summary>
    Underline = 1 << 3,

    /// <summary>The underline is double.</summary>
    DoubleUnderline = 1 << 4,

    /// <summary>The underline is curly.</summary>
    CurlyUnderline = 1 << 5,

    /// <summary>The underline is dotted.</summary>
    DottedUnderline = 1 << 6,

    /// <summary>The underline is dashed.</summary>
    DashedUnderline = 1 << 7,

    /// <summary>Blinking (SGR 5 or 6).</summary>
    Blink = 1 << 8,

    /// <summary>Foreground and background swapped (SGR 7); many programs draw their own cursor with it.</summary>
    Inverse = 1 << 9,

    /// <summary>Hidden (SGR 8).</summary>
    Hidden = 1 << 10,

    /// <summary>Struck out (SGR 9).</summary>
    Strike = 1 << 11,

    /// <summary>Overlined (SGR 53).</summary>
    Overline = 1 << 12,

    /// <summary>Protected from selective erase (DECSCA).</summary>
    Protected = 1 << 13,
}

/// <summary>The look of a cell.</summary>
/// <param name="Foreground">The colour of the text.</param>
/// <param name="Background">The colour behind it.</param>
/// <param name="UnderlineColor">The colour of the underline.</param>
/// <param name="Attributes">Everything else.</param>
[StructLayout(LayoutKind.Sequential, Size = 16)]
public readonly record struct Style(Color Foreground, Color Background, Color UnderlineColor, CellAttributes Attributes)
{
    /// <summary>The number of the hyperlink that the cell belongs to, or 0.</summary>
    internal ushort Link { get; init; }

    /// <summary>Whether the cell has any of these attributes.</summary>
    public bool Has(CellAttributes attributes) => (Attributes & attributes) != 0;
}
