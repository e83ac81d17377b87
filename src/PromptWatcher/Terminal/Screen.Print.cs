using System.Runtime.CompilerServices;

namespace PromptWatcher.Terminal;

public sealed partial class Screen
{
    /// <summary>What REP repeats: only a character that came right before it (0 after anything else, as in xterm).</summary>
    private int _lastPrinted;

    private void Print(scoped ReadOnlySpan<byte> text)
    {
        // Once a run has shown something else, its next letters are few.
        bool isAscii = true;
        while (!text.IsEmpty)
        {
            isAscii &= text[0] < 0x80;
            int taken = !_isPlain ? PrintOne(text)
                : isAscii ? PrintAscii(text)
                : IsJoiningClusters ? PrintOne(text)
                : PrintUnicode(text);
            text = text[taken..];
        }
    }

    /// <summary>As many ASCII characters as the row still takes, when no mode wants to look at each.</summary>
    private int PrintAscii(scoped ReadOnlySpan<byte> text)
    {
        if (_isWrapPending)
            Wrap();
        ScreenRow row = _buffer[_row];
        int column = _column;
        int written = row.WriteAscii(column, text[..Math.Min(text.Length, _columns - column)], PenId);
        Touch(row);
        _lastPrinted = text[written - 1];
        Advance(written, _columns);
        return written;
    }

    private int PrintOne(scoped ReadOnlySpan<byte> text)
    {
        int codePoint = Decode(text, 0, out int length);
        PrintCodePoint(Translate(codePoint));
        return length;
    }

    private void PrintCodePoint(int codePoint)
    {
        int width = CharacterWidth.Of(codePoint);
        if (width == CharacterWidth.Dropped || IsJoiningClusters && TryJoin(codePoint, width))
            return;
        if (width == 0)
        {
            AddMark(codePoint);
            return;
        }

        if (width > _columns)
            return;
        _lastPrinted = codePoint;
        if (_isWrapPending)
            Wrap();
        if (_column + width > LineEnd && !TakeNextLine(width))
            return;

        ScreenRow row = _buffer[_row];
        if (Has(ScreenModes.Insert) && IsBetweenSides)
            InsertInRow(row, _column, width, 0);
        row.Write(_column, codePoint, width, PenId);
        Touch(row);
        Advance(width, LineEnd);
    }

    /// <summary>A wide character that does not fit goes to the next line; without auto-wrap it is lost, as in xterm.</summary>
    private bool TakeNextLine(int width)
    {
        if (Has(ScreenModes.AutoWrap))
            Wrap();
        return _column + width <= LineEnd;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Advance(int cells, int end)
    {
        _column += cells;
        if (_column < end)
            return;
        _column = end - 1;
        _isWrapPending = true;
    }

    /// <summary>A line between side margins does not go on in the next row, whose other cells belong to something else.</summary>
    private void Wrap()
    {
        _isWrapPending = false;
        if (!Has(ScreenModes.AutoWrap))
            return;
        _buffer[_row].IsWrapped = !HasSideMargins;
        CarriageReturn();
        Index();
    }

    /// <summary>Prints a narrow character many times, a row at once.</summary>
    private void FillRows(char character, int count)
    {
        while (count > 0)
        {
            if (_isWrapPending)
                Wrap();
            ScreenRow row = _buffer[_row];
            int cells = Math.Min(count, _columns - _column);
            row.Fill(_column, cells, character, PenId);
            Touch(row);
            Advance(cells, _columns);
            count -= cells;
        }
    }

    private void Repeat(int codePoint, int count)
    {
        if (codePoint == 0)
            return;
        count = Math.Min(count, (_right + 1 - _left) * _rows);
        if (_isPlain && !IsJoiningClusters && codePoint <= char.MaxValue && CharacterWidth.Of(codePoint) == 1)
        {
            FillRows((char)codePoint, count);
        }
        else
        {
            for (; count > 0; count--)
                PrintCodePoint(codePoint);
        }

        _lastPrinted = 0;
    }
}
