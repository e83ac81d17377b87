namespace PromptWatcher.Terminal;

/// <summary>Where a <see cref="Color"/> comes from.</summary>
public enum ColorKind : byte
{
    /// <summary>The terminal's own foreground or background.</summary>
    Default,

    /// <summary>One of 256 palette entries; the first 16 depend on the viewer's theme.</summary>
    Indexed,

    /// <summary>Red, green and blue.</summary>
    Rgb,
}

/// <summary>A cell's foreground, background or underline colour.</summary>
public readonly record struct Color
{
    private readonly uint _value;

    private Color(ColorKind kind, uint value) => _value = (uint)kind << 24 | value;

    /// <summary>The terminal's own colour.</summary>
    public static Color Default => default;

    /// <summary>Where the colour comes from.</summary>
    public ColorKind Kind => (ColorKind)(_value >> 24);

    /// <summary>The palette entry of an indexed colour.</summary>
    public byte Index => (byte)_value;

    /// <summary>Red, of an RGB colour.</summary>
    public byte Red => (byte)(_value >> 16);

    /// <summary>Green, of an RGB colour.</summary>
    public byte Green => (byte)(_value >> 8);

    /// <summary>Blue, of an RGB colour.</summary>
    public byte Blue => (byte)_value;

    /// <summary>A palette entry.</summary>
    public static Color FromIndex(byte index) => new(ColorKind.Indexed, index);

    /// <summary>A colour of its own.</summary>
    public static Color FromRgb(byte red, byte green, byte blue) => new(ColorKind.Rgb, (uint)(red << 16 | green << 8 | blue));

    /// <summary><c>default</c>, the palette number, or <c>#rrggbb</c>.</summary>
    public override string ToString() => Kind switch
    {
        ColorKind.Default => "default",
        ColorKind.Indexed => $"{Index}",
        _ => $"#{Red:x2}{Green:x2}{Blue:x2}",
    };
}
