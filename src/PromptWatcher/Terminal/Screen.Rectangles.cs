namespace PromptWatcher.Terminal;

/// <summary>The VT420's functions on rectangles. Their checksum (DECRQCRA) is not answered: it would tell the program what stands there.</summary>
public sealed partial class Screen
{
    /// <summary>Corners of a rectangle, all inside it.</summary>
    private readonly record struct Rectangle(int Top, int Left, int Bottom, int Right)
    {
        public bool IsEmpty => Top > Bottom || Left > Right;

        public int Columns => Right - Left + 1;
    }

    /// <summary>Where a rectangle may lie: inside the margins in origin mode, which also counts from there.</summary>
    private Rectangle Page => Has(ScreenModes.Origin)
        ? new Rectangle(_top, _left, _bottom, _right)
        : new Rectangle(0, 0, _rows - 1, _columns - 1);

    /// <summary>Reads top, left, bottom and right, counted from 1; what is left out is the page's.</summary>
    private Rectangle ReadRectangle(VtParameters parameters, int first)
    {
        Rectangle page = Page;
        return new Rectangle(
            page.Top + parameters.Get(first, 1) - 1,
            page.Left + parameters.Get(first + 1, 1) - 1,
            Math.Min(page.Top + parameters.Get(first + 2, _rows) - 1, page.Bottom),
            Math.Min(page.Left + parameters.Get(first + 3, _columns) - 1, page.Right));
    }

    /// <summary>DECFRA, with the pen's look and a printable character of Latin-1.</summary>
    private void FillRectangle(VtParameters parameters)
    {
        int character = parameters[0];
        Rectangle area = ReadRectangle(parameters, 1);
        if (character is not (>= 0x20 and <= 0x7e or >= 0xa0 and <= 0xff) || area.IsEmpty)
            return;
        for (int row = area.Top; row <= area.Bottom; row++)
            _buffer[row].Fill(area.Left, area.Right + 1 - area.Left, (char)character, PenId);

        TouchRows(area.Top, area.Bottom);
    }

    /// <summary>DECERA and DECSERA.</summary>
    private void EraseRectangle(VtParameters parameters, bool isSelective)
    {
        Rectangle area = ReadRectangle(parameters, 0);
        if (area.IsEmpty)
            return;
        for (int index = area.Top; index <= area.Bottom; index++)
        {
            ScreenRow row = _buffer[index];
            if (isSelective && !_isGuarded)
                EraseUnprotected(row, area.Left, area.Right + 1);
            else
                row.Erase(area.Left, area.Right + 1, EraseId, _columns);
        }

        TouchRows(area.Top, area.Bottom);
    }

    /// <summary>DECCRA. There is one page, whatever number is given.</summary>
    private void CopyRectangle(VtParameters parameters)
    {
        Rectangle page = Page;
        Rectangle source = ReadRectangle(parameters, 0);
        int top = page.Top + parameters.Get(5, 1) - 1;
        int left = page.Left + parameters.Get(6, 1) - 1;
        if (source.IsEmpty || top > page.Bottom || left > page.Right)
            return;

        int last = Math.Min(source.Bottom - source.Top, page.Bottom - top);
        int columns = Math.Min(source.Columns, page.Right - left + 1);
        for (int i = 0; i <= last; i++)
        {
            // Rows that are still to be copied must not be written over.
            int row = top <= source.Top ? i : last - i;
            _buffer[top + row].Copy(_buffer[source.Top + row], source.Left, left, columns);
        }

        TouchRows(top, top + last);
    }
}
