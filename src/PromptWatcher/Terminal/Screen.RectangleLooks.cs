namespace PromptWatcher.Terminal;

/// <summary>DECCARA and DECRARA: another look for what stands in a rectangle already, in bold, underline, blink and inverse.</summary>
public sealed partial class Screen
{
    /// <summary>DECSACE 2: the rectangle alone changes, and not all that lies between its corners as text runs.</summary>
    private bool _changesBoxes;

    private void ChangeLooks(VtParameters parameters, bool isToggle)
    {
        Rectangle area = ReadRectangle(parameters, 0);
        if (area.IsEmpty)
            return;
        Rectangle page = Page;
        for (int row = area.Top; row <= area.Bottom; row++)
        {
            int left = _changesBoxes || row == area.Top ? area.Left : page.Left;
            int right = _changesBoxes || row == area.Bottom ? area.Right : page.Right;
            ChangeLooks(_buffer[row], left, right + 1, parameters, isToggle);
        }

        TouchRows(area.Top, area.Bottom);
    }

    private void ChangeLooks(ScreenRow row, int start, int end, VtParameters parameters, bool isToggle)
    {
        // A wide character has one look.
        if (row.IsTail(start))
            start--;
        if (row.IsTail(end))
            end++;
        for (int count; start < end; start += count)
        {
            count = start < row.Used ? Math.Min(row.StyleRun(start), end - start) : end - start;
            ushort style = row.StyleAt(start);
            ushort changed = ChangedStyle(style, parameters, isToggle);
            if (changed != style)
                row.Restyle(start, start + count, changed);
        }
    }

    private ushort ChangedStyle(ushort id, VtParameters parameters, bool isToggle)
    {
        const int corners = 4;
        var pen = new Pen { Style = _styles[id] };
        for (int i = corners; i < parameters.Count; i++)
        {
            if (isToggle)
                Toggle(ref pen, parameters[i]);
            else
                Change(ref pen, parameters[i]);
        }

        MakeRoomForStyle();
        return _styles.GetOrAdd(pen.Style);
    }

    private static void Change(ref Pen pen, int value)
    {
        switch (value)
        {
            case 0: pen.Clear(CellAttributes.Bold | CellAttributes.Blink | CellAttributes.Inverse); pen.Underline(0); break;
            case 1: pen.Set(CellAttributes.Bold); break;
            case 4: pen.Underline(1); break;
            case 5: pen.Set(CellAttributes.Blink); break;
            case 7: pen.Set(CellAttributes.Inverse); break;
            case 22: pen.Clear(CellAttributes.Bold); break;
            case 24: pen.Underline(0); break;
            case 25: pen.Clear(CellAttributes.Blink); break;
            case 27: pen.Clear(CellAttributes.Inverse); break;
        }
    }

    private static void Toggle(ref Pen pen, int value)
    {
        switch (value)
        {
            case 1: pen.Attributes ^= CellAttributes.Bold; break;
            case 4: pen.Underline((pen.Attributes & CellAttributes.Underline) == 0 ? 1 : 0); break;
            case 5: pen.Attributes ^= CellAttributes.Blink; break;
            case 7: pen.Attributes ^= CellAttributes.Inverse; break;
        }
    }
}
