namespace PromptWatcher.Terminal;

internal ref partial struct DumpWriter
{
    /// <summary>Designates G0 to G3, as <see cref="Screen.Charsets"/> has them, and shifts one of them in.</summary>
    public void SetCharsets(int charsets, int activeSet)
    {
        const int mask = (1 << Screen.CharsetBits) - 1;
        for (int set = 0; set < 4; set++)
        {
            int wanted = charsets >> set * Screen.CharsetBits & mask;
            if (wanted != (_charsets >> set * Screen.CharsetBits & mask))
                Designate(set, (Screen.Charset)wanted);
        }

        if (activeSet != _activeSet)
            Append(activeSet switch { 0 => "\x0f"u8, 1 => "\x0e"u8, 2 => "\en"u8, _ => "\eo"u8 });
        (_charsets, _activeSet) = (charsets, activeSet);
    }

    /// <summary>SCS; Latin-1 has 96 characters, which G0 never takes.</summary>
    private void Designate(int set, Screen.Charset charset)
    {
        Append((byte)0x1b);
        Append((byte)((charset == Screen.Charset.Latin1 ? ',' : '(') + set));
        Append((byte)(charset switch
        {
            Screen.Charset.LineDrawing => '0',
            Screen.Charset.British or Screen.Charset.Latin1 => 'A',
            Screen.Charset.Supplemental => '<',
            Screen.Charset.Technical => '>',
            _ => 'B',
        }));
    }
}
