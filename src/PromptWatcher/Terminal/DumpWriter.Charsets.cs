namespace PromptWatcher.Terminal;

internal ref partial struct DumpWriter
{
    /// <summary>Designates G0 to G3 (a bit for each that holds line drawing) and shifts one of them in.</summary>
    public void SetCharsets(int graphicSets, int activeSet)
    {
        for (int set = 0; set < 4; set++)
        {
            if (((graphicSets ^ _graphicSets) >> set & 1) == 0)
                continue;
            Append((byte)0x1b);
            Append((byte)('(' + set));
            Append((graphicSets >> set & 1) != 0 ? (byte)'0' : (byte)'B');
        }

        if (activeSet != _activeSet)
            Append(activeSet switch { 0 => "\x0f"u8, 1 => "\x0e"u8, 2 => "\en"u8, _ => "\eo"u8 });
        (_graphicSets, _activeSet) = (graphicSets, activeSet);
    }

    /// <summary>DECRC, which brings pen and charsets back as well.</summary>
    public void RestoreCursor(Screen.SavedCursor saved)
    {
        Append("\e8"u8);
        StandAt(saved.Row, saved.Column);
        IsWrapPending = saved.IsWrapPending;
        Pen = saved.Pen;
        (_graphicSets, _activeSet) = (saved.GraphicSets, saved.ActiveSet);
    }
}
