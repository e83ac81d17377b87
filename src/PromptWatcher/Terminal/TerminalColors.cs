namespace PromptWatcher.Terminal;

/// <summary>The colours that a program has set in place of the terminal's own (OSC 4, 10, 11 and 12).</summary>
internal sealed class TerminalColors
{
    private Color[] _palette = [];

    public Color Foreground { get; private set; }

    public Color Background { get; private set; }

    public Color Cursor { get; private set; }

    public Color this[byte index] => _palette.Length == 0 ? Color.Default : _palette[index];

    public void Set(byte index, Color color)
    {
        if (_palette.Length == 0)
            _palette = new Color[byte.MaxValue + 1];
        _palette[index] = color;
    }

    /// <summary>Sets one of the named colours by the number of its command.</summary>
    public void SetNamed(int command, Color color)
    {
        switch (command)
        {
            case 10: Foreground = color; break;
            case 11: Background = color; break;
            case 12: Cursor = color; break;
        }
    }

    public void ResetPalette() => Array.Clear(_palette);

    public void Reset()
    {
        ResetPalette();
        Foreground = Background = Cursor = Color.Default;
    }
}
