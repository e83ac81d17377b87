using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace PromptWatcher.Terminal;

/// <summary>The <see cref="Style"/> that the next character gets, field by field as SGR changes it.</summary>
[StructLayout(LayoutKind.Sequential, Size = 16)]
internal struct Pen
{
    public const CellAttributes AnyUnderline = CellAttributes.Underline | CellAttributes.DoubleUnderline
        | CellAttributes.CurlyUnderline | CellAttributes.DottedUnderline | CellAttributes.DashedUnderline;

    public Color Foreground;
    public Color Background;
    public Color UnderlineColor;
    public CellAttributes Attributes;
    public ushort Link;

    public Style Style
    {
        readonly get => Unsafe.BitCast<Pen, Style>(this);
        set => this = Unsafe.BitCast<Style, Pen>(value);
    }

    /// <summary>SGR 0. Protection and a link stay: they are no rendition.</summary>
    public void Reset()
    {
        Foreground = Background = UnderlineColor = default;
        Attributes &= CellAttributes.Protected;
    }

    public void Set(CellAttributes attributes) => Attributes |= attributes;

    public void Clear(CellAttributes attributes) => Attributes &= ~attributes;

    /// <summary>The styles of SGR 4:n: 0 none, 1 single, 2 double, 3 curly, 4 dotted, 5 dashed.</summary>
    public void Underline(int style) => Attributes = Attributes & ~AnyUnderline | style switch
    {
        0 => CellAttributes.None,
        2 => CellAttributes.Underline | CellAttributes.DoubleUnderline,
        3 => CellAttributes.Underline | CellAttributes.CurlyUnderline,
        4 => CellAttributes.Underline | CellAttributes.DottedUnderline,
        5 => CellAttributes.Underline | CellAttributes.DashedUnderline,
        _ => CellAttributes.Underline,
    };
}
