namespace PromptWatcher.Terminal;

internal ref partial struct DumpWriter
{
    /// <summary>Between the tab stops of a terminal that has only just been started.</summary>
    public const int TabDistance = 8;

    /// <summary>Beyond this many, CUD is never longer than line feeds.</summary>
    private const int MaxLineFeeds = 4;

    /// <summary>Notes where a sequence has put the cursor.</summary>
    public void StandAt(int row, int column) => (Row, Column, IsWrapPending) = (row, column, false);

    /// <summary>Notes that the cursor waits behind the cell that was printed last.</summary>
    public void WaitAt(int row, int column) => (Row, Column, IsWrapPending) = (row, column, true);

    /// <summary>DECSC, unless what it keeps is the screen's by now.</summary>
    public void SaveCursor()
    {
        if (KeepsSavedCursor)
            return;
        Append("\e7"u8);
        HasSavedCursor = true;
    }

    /// <summary>DECRC: the one way back to where the cursor waited that prints nothing.</summary>
    public void RestoreWaiting(int row, int column, Style look)
    {
        if (KeepsSavedCursor)
            return;
        Append("\e8"u8);
        WaitAt(row, column);
        Look = look;
    }

    /// <summary>Goes to a cell in the fewest bytes. Nothing scrolls and no cell changes.</summary>
    public void MoveTo(int row, int column)
    {
        if (row == Row && column == Column && !IsWrapPending)
            return;
        if (!IsAddressedOnly && VerticalLength(row) + HorizontalLength(column) < AddressLength(row, column))
            MoveBy(row, column);
        else
            Address(row, column);
    }

    /// <summary>Goes there without an address.</summary>
    private void MoveBy(int row, int column)
    {
        MoveHorizontally(column);
        MoveVertically(row);
        StandAt(row, column);
    }

    /// <summary>How many bytes that takes.</summary>
    public readonly int MoveLength(int row, int column) =>
        row == Row && column == Column && !IsWrapPending
            ? 0
            : Math.Min(VerticalLength(row) + HorizontalLength(column), AddressLength(row, column));

    private void Address(int row, int column)
    {
        int down = row - Origin.Row;
        int right = column - Origin.Column;
        Append("\e["u8);
        if (down > 0)
            Append(down + 1);
        if (right > 0)
        {
            Append((byte)';');
            Append(right + 1);
        }

        Append((byte)'H');
        StandAt(row, column);
    }

    /// <summary>Goes to the start of a line further down, and lets the screen scroll where it ends.</summary>
    public void StartLine(int count)
    {
        if (Column > 0 || IsWrapPending)
            Append((byte)'\r');
        FeedLines(count);
        StandAt(Math.Min(Row + count, Rows - 1), 0);
    }

    private void FeedLines(int count)
    {
        for (int i = 0; i < count; i++)
            Append((byte)'\n');
    }

    private static int AddressLength(int row, int column) =>
        3 + (row > 0 ? Digits(row + 1) : 0) + (column > 0 ? 1 + Digits(column + 1) : 0);

    private readonly int VerticalLength(int row)
    {
        int down = row - Row;
        return down switch
        {
            0 => 0,
            -1 => 2,
            < 0 => ControlLength(-down),
            <= MaxLineFeeds => down,
            _ => ControlLength(down),
        };
    }

    private void MoveVertically(int row)
    {
        int down = row - Row;
        if (down > MaxLineFeeds)
            Control(down, (byte)'B');
        else if (down > 0)
            FeedLines(down);
        else if (down == -1)
            Append("\eM"u8);
        else if (down < 0)
            Control(-down, (byte)'A');
    }

    private readonly int HorizontalLength(int column)
    {
        int fromStart = column == 0 ? 1 : 1 + ForwardLength(0, column);
        if (column > Column)
            return Math.Min(fromStart, ForwardLength(Column, column));
        int back = Column - column;
        return back == 0 ? (IsWrapPending ? fromStart : 0) : Math.Min(fromStart, Math.Min(back, ControlLength(back)));
    }

    private void MoveHorizontally(int column)
    {
        int length = HorizontalLength(column);
        if (length == 0)
            return;
        if (column > Column && length == ForwardLength(Column, column))
        {
            MoveForward(Column, column);
        }
        else if (column > 0 && length == Column - column)
        {
            for (int i = 0; i < length; i++)
                Append((byte)'\b');
        }
        else if (column < Column && length == ControlLength(Column - column))
        {
            Control(Column - column, (byte)'D');
        }
        else
        {
            Append((byte)'\r');
            if (column > 0)
                MoveForward(0, column);
        }
    }

    /// <summary>CUF, or tabs and what is left.</summary>
    private readonly int ForwardLength(int from, int to) => Math.Min(ControlLength(to - from), TabsLength(from, to));

    private readonly int TabsLength(int from, int to)
    {
        int tabs = to / TabDistance - from / TabDistance;
        int left = to % TabDistance;
        return tabs == 0 || !HasFirstTabStops ? int.MaxValue : left == 0 ? tabs : tabs + ControlLength(left);
    }

    private void MoveForward(int from, int to)
    {
        if (ControlLength(to - from) <= TabsLength(from, to))
        {
            Control(to - from, (byte)'C');
            return;
        }

        for (int tabs = to / TabDistance - from / TabDistance; tabs > 0; tabs--)
            Append((byte)'\t');
        if (to % TabDistance > 0)
            Control(to % TabDistance, (byte)'C');
    }
}
