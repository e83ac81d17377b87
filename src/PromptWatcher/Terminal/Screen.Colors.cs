namespace PromptWatcher.Terminal;

public sealed partial class Screen
{
    private readonly TerminalColors _colors = new();

    /// <summary>The foreground that the program has set for the terminal (OSC 10); the default colour where it has not.</summary>
    public Color ForegroundColor => _colors.Foreground;

    /// <summary>The background that the program has set for the terminal (OSC 11); the default colour where it has not.</summary>
    public Color BackgroundColor => _colors.Background;

    /// <summary>The cursor's colour that the program has set (OSC 12); the default colour where it has not.</summary>
    public Color CursorColor => _colors.Cursor;

    /// <summary>What the program has set for a palette entry (OSC 4); the default colour where it has not.</summary>
    public Color PaletteColor(byte index) => _colors[index];

    /// <summary>Pairs of index and colour, or <c>?</c>. A query gets the terminal's own colour, never what a program has set.</summary>
    private void ChangePalette(scoped ReadOnlySpan<byte> pairs)
    {
        while (!pairs.IsEmpty)
        {
            ReadOnlySpan<byte> index = TakeField(ref pairs);
            ReadOnlySpan<byte> value = TakeField(ref pairs);
            if (!TryTakeNumber(ref index, out int number) || number > byte.MaxValue)
                continue;
            if (value.SequenceEqual("?"u8))
                Replies.AddColor("\e]4;"u8, number, Palette.Rgb((byte)number));
            else if (ColorSpecification.TryParse(value, out Color color))
                SetPaletteColor((byte)number, color);
        }
    }

    /// <summary>Each further value is for the next number: <c>10;?;?</c> asks for foreground and background.</summary>
    private void ChangeColors(int command, scoped ReadOnlySpan<byte> values)
    {
        for (; !values.IsEmpty && command <= 12; command++)
        {
            ReadOnlySpan<byte> value = TakeField(ref values);
            if (value.SequenceEqual("?"u8))
                Replies.AddColor("\e]"u8, command, command == 11 ? Palette.Background : Palette.Foreground);
            else if (ColorSpecification.TryParse(value, out Color color))
                SetNamedColor(command, color);
        }
    }

    /// <summary>OSC 104: the entries that are named, or all.</summary>
    private void ResetPalette(scoped ReadOnlySpan<byte> indexes)
    {
        if (indexes.IsEmpty)
        {
            _colors.ResetPalette();
            _version++;
        }

        while (!indexes.IsEmpty)
        {
            ReadOnlySpan<byte> index = TakeField(ref indexes);
            if (TryTakeNumber(ref index, out int number) && number <= byte.MaxValue)
                SetPaletteColor((byte)number, Color.Default);
        }
    }

    private void SetPaletteColor(byte index, Color color)
    {
        _colors.Set(index, color);
        _version++;
    }

    private void SetNamedColor(int command, Color color)
    {
        _colors.SetNamed(command, color);
        _version++;
    }
}
