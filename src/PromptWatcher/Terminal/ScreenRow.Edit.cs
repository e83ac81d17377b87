namespace PromptWatcher.Terminal;

internal sealed partial class ScreenRow
{
    /// <summary>Blanks the cells from <paramref name="start"/> up to <paramref name="end"/>.</summary>
    public void Erase(int start, int end, ushort style, int width)
    {
        if (style == 0)
        {
            if (end >= Used)
            {
                Truncate(start);
                return;
            }
        }
        else
        {
            Extend(start);
        }

        if (start >= end)
            return;
        SplitWide(start);
        SplitWide(end);
        _text.AsSpan(start, end - start).Fill(' ');
        SetStyle(start, end, style);
        Used = Math.Max(Used, end);
    }

    /// <summary>Makes room for blank cells; what passes <paramref name="width"/> is lost.</summary>
    public void Insert(int column, int count, ushort style, int width)
    {
        count = Math.Min(count, width - column);
        if (column < Used)
        {
            SplitWide(column);
            SplitWide(width - count);
            int moved = Math.Min(Used, width - count) - column;
            Extend(Math.Min(Used + count, width));
            Move(column, column + count, moved);
        }

        Erase(column, column + count, style, width);
    }

    /// <summary>Removes cells; blank ones come in at the end.</summary>
    public void Delete(int column, int count, ushort style, int width)
    {
        count = Math.Min(count, width - column);
        if (column < Used)
        {
            SplitWide(column);
            SplitWide(column + count);
            int kept = Math.Max(Used - column - count, 0);
            Move(column + count, column, kept);
            Used = column + kept;
            if (Used == 0)
                Truncate(0);
        }

        if (style != 0)
            Erase(width - count, width, style, width);
    }

    /// <summary>Takes over cells of a row, which may be this one; a wide character that an edge cuts in two becomes blank.</summary>
    public void Copy(ScreenRow source, int from, int to, int count)
    {
        if (count <= 0)
            return;
        int end = to + count;
        int taken = Math.Clamp(source.Used - from, 0, count);
        bool startsInWide = taken > 0 && source._text[from] == Screen.WideTail;
        bool endsInWide = from + taken < source.Used && source._text[from + taken] == Screen.WideTail;
        bool cutsBefore = to > 0 && to < Used && _text[to] == Screen.WideTail;
        bool cutsAfter = end < Used && _text[end] == Screen.WideTail;

        Extend(end);
        source._text.AsSpan(from, taken).CopyTo(_text.AsSpan(to));
        _text.AsSpan(to + taken, count - taken).Fill(' ');
        CopyStyles(source, from, to, taken);
        if (taken < count)
            SetStyle(to + taken, end, 0);
        if (source.HasClusters)
            CopyClusters(source, from, to, taken);
        HasWide |= source.HasWide;
        if (startsInWide)
            _text[to] = ' ';
        if (endsInWide)
            _text[to + taken - 1] = ' ';
        if (cutsBefore)
            _text[to - 1] = ' ';
        if (cutsAfter)
            _text[end] = ' ';
    }

    /// <summary>Whether the right half of a wide character stands in a cell.</summary>
    public bool IsTail(int column) => column < Used && _text[column] == Screen.WideTail;

    /// <summary>Gives cells another style and leaves what they show.</summary>
    public void Restyle(int start, int end, ushort style)
    {
        Extend(end);
        SetStyle(start, end, style);
    }

    /// <summary>Makes the row blank.</summary>
    public void Clear(ushort style, int width)
    {
        Truncate(0);
        IsWrapped = false;
        Size = LineSize.Single;
        Marks = ShellMarks.None;
        if (_text.Length < width)
            Fit(width);
        if (style != 0)
            Erase(0, width, style, width);
    }

    /// <summary>Takes another width; what does not fit is lost.</summary>
    public void Fit(int width)
    {
        if (_text.Length < width)
        {
            Array.Resize(ref _text, width);
            if (_styles.Length > 0)
                Array.Resize(ref _styles, width);
            if (_clusters.Length > 0)
                Array.Resize(ref _clusters, width);
        }

        if (Used > width)
        {
            SplitWide(width);
            Truncate(width);
        }
    }

    private void CopyStyles(ScreenRow source, int from, int to, int count)
    {
        if (source.IsUniform)
        {
            SetStyle(to, to + count, source._style);
            return;
        }

        if (IsUniform)
            Mix();
        source._styles.AsSpan(from, count).CopyTo(_styles.AsSpan(to));
    }

    private void CopyClusters(ScreenRow source, int from, int to, int count)
    {
        if (_clusters.Length == 0)
            _clusters = new int[_text.Length];
        source._clusters.AsSpan(from, count).CopyTo(_clusters.AsSpan(to));
        HasClusters = true;
    }

    private void Move(int from, int to, int count)
    {
        if (count == 0)
            return;
        _text.AsSpan(from, count).CopyTo(_text.AsSpan(to));
        if (!IsUniform)
            _styles.AsSpan(from, count).CopyTo(_styles.AsSpan(to));
        if (HasClusters)
            _clusters.AsSpan(from, count).CopyTo(_clusters.AsSpan(to));
    }
}
