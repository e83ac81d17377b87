using System.Text;

namespace PromptWatcher.Terminal;

public sealed partial class Screen
{
    private const int TextVariation = 0xfe0e, EmojiVariation = 0xfe0f;

    private readonly ClusterTable _clusters;
    private TableSweep _clusterSweep;

    /// <summary>
    /// Whether what a person sees as one character takes one cell or one pair (mode 2027,
    /// https://github.com/contour-terminal/terminal-unicode-core). It is off at first: most programs count code points.
    /// </summary>
    public bool IsJoiningClusters => Has(ScreenModes.GraphemeClusters);

    /// <summary>Puts a mark on the character before the cursor.</summary>
    private void AddMark(int mark)
    {
        if (TryFindPrevious(out ScreenRow row, out int column))
            AddMark(row, column, mark);
    }

    /// <summary>Whether the cell has taken it.</summary>
    private bool AddMark(ScreenRow row, int column, int mark)
    {
        if (_clusters.IsFull && _clusterSweep.IsDue())
            SweepClusters();
        int value = row.ValueAt(column);
        row.AddMark(column, mark, _clusters);
        Touch(row);
        return row.ValueAt(column) != value;
    }

    /// <summary>The cell before the cursor, or the first of two. It is looked for anew each time, so the stream may be cut anywhere.</summary>
    private bool TryFindPrevious(out ScreenRow row, out int column)
    {
        row = _buffer[_row];
        column = _isWrapPending ? _column : _column - 1;
        if (column >= 0 && column < row.Used && row.Text[column] == WideTail)
            column--;
        return column >= 0 && column < row.Used;
    }

    /// <summary>Adds a code point to the cluster before the cursor, unless a new one begins with it.</summary>
    private bool TryJoin(int codePoint, int width)
    {
        if (!TryFindPrevious(out ScreenRow row, out int column))
            return false;
        GraphemeBreak state = GraphemeBreak.Initial;
        int value = row.ValueAt(column);
        _clusters.Replay(value, ref state);
        if (state.Next(codePoint))
            return false;

        // What is dropped changes no width either: how wide a cell is can be seen in what it shows.
        if (!AddMark(row, column, codePoint))
            return true;
        bool isWide = column + 1 < row.Used && row.Text[column + 1] == WideTail;
        bool hasVariation = Rune.IsValid(value) && GraphemeBreak.HasEmojiVariation(value);
        if (isWide && codePoint == TextVariation && hasVariation)
            Narrow(row, column);
        else if (!isWide && (width == 2 || codePoint == EmojiVariation && hasVariation || GraphemeBreak.IsRegionalIndicator(codePoint)))
            Widen(row, column);
        return true;
    }

    /// <summary>An emoji that is to be shown as text: the cell behind it is free again.</summary>
    private void Narrow(ScreenRow row, int column)
    {
        row.Free(column + 1);
        Touch(row);
        if (_column > column)
            MoveTo(_row, column + 1);
    }

    /// <summary>The cluster takes the next cell as well; behind the last column it moves to the next row, as a wide character would.</summary>
    private void Widen(ScreenRow row, int column)
    {
        int value = row.ValueAt(column);

        // Now, because this may free the styles that no cell shows, and for a moment none will show this one.
        _ = EraseId;
        ushort style = row.StyleAt(column);
        if (column + 1 < LineEnd)
        {
            if (Has(ScreenModes.Insert) && IsBetweenSides)
                InsertInRow(row, column + 1, 1, 0);
        }
        else
        {
            if (_columns < 2 || !Has(ScreenModes.AutoWrap))
                return;
            row.Erase(column, column + 1, 0, _columns);
            Touch(row);
            Wrap();
            row = _buffer[_row];
            column = _column;
            if (Has(ScreenModes.Insert) && IsBetweenSides)
                InsertInRow(row, column, 2, 0);
        }

        row.Write(column, value, 2, style);
        Touch(row);
        MoveTo(_row, column);
        Advance(2, LineEnd);
    }

    /// <summary>Frees the clusters that no cell shows.</summary>
    private void SweepClusters()
    {
        Span<bool> isUsed = _clusterSweep.Begin(_clusters.Count);
        _primary.MarkClusters(_clusters, isUsed);
        _alternate?.MarkClusters(_clusters, isUsed);
        _clusters.Sweep(isUsed);
        _clusterSweep.End(isCrowded: _clusters.IsFull);
    }
}
