namespace PromptWatcher.Terminal;

public sealed partial class Screen
{
    /// <summary>A line has been given another size since the last reset: each cursor motion then asks the row for its width.</summary>
    private bool _hasLineSizes;

    /// <summary>How large the row's characters are drawn.</summary>
    public LineSize RowSize(int row) => Row(row).Size;

    private int ColumnsOf(int row) =>
        _hasLineSizes ? _buffer[row].ColumnsOf(_columns) : _columns;

    private void SetLineSize(LineSize size)
    {
        if (Has(ScreenModes.SideMargins))
            return;
        ScreenRow row = _buffer[_row];
        row.Size = size;
        if (size != LineSize.Single)
            _hasLineSizes = true;
        _column = Math.Min(_column, ColumnsOf(_row) - 1);
        Touch(row);
        UpdatePlain();
    }

    private void ResetLineSizes()
    {
        if (!_hasLineSizes)
            return;
        _hasLineSizes = false;
        MakeSingle(_primary);
        MakeSingle(_alternate);
        TouchRows(0, _rows - 1);
        UpdatePlain();
    }

    private static void MakeSingle(ScreenBuffer? buffer)
    {
        for (int row = 0; row < buffer?.Rows; row++)
            buffer[row].Size = LineSize.Single;
    }

    private void EnterRow(int row)
    {
        _row = row;
        if (_hasLineSizes)
            _column = Math.Min(_column, ColumnsOf(row) - 1);
    }
}
