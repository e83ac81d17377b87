namespace PromptWatcher.Detection;

/// <summary>Reads what a program says of itself around its input box, or in the last lines of a screen without one.</summary>
internal sealed class StatusReader(Frame frame, RuleSet rules)
{
    /// <summary>Lines above an input box, and last lines of a screen without one, in which programs say what they do.</summary>
    private const int MostRowsAbove = 3;

    private const int LongestTaskList = 14;

    private readonly StatusLines _above = new(frame, rules), _below = new(frame, rules);

    /// <summary>A line says that work goes on.</summary>
    public bool IsBusy { get; private set; }

    /// <summary>That line stands below the input box, where a program prints no text of others.</summary>
    public bool IsBusyBelow { get; private set; }

    /// <summary>The row above the input box in which it stands, or -1.</summary>
    public int BusyRow { get; private set; } = -1;

    /// <summary>A line says that the program is ready.</summary>
    public bool IsIdle { get; private set; }

    /// <summary>What the lines show to hold beside the state. It stays while a question covers them.</summary>
    public AgentConditions Conditions { get; private set; }

    /// <summary>The rows that were read.</summary>
    public IEnumerable<int> Rows => _above.Rows.Concat(_below.Rows);

    /// <summary>A question covers the lines.</summary>
    public void Cover() => IsBusy = IsIdle = false;

    /// <summary>Nothing but a shell stands here.</summary>
    public void Clear()
    {
        Cover();
        _above.Rows.Clear();
        _below.Rows.Clear();
        Conditions = AgentConditions.None;
    }

    /// <summary>Reads the lines around a box, or the last ones.</summary>
    public void Read(InputBox? box)
    {
        _above.Rows.Clear();
        _below.Rows.Clear();
        AddAbove(box?.Top ?? frame.Last + 1);
        if (box is { } below)
        {
            AddHeading();
            AddBelow(below.Bottom + 1);
        }

        _above.Read(-1);
        _below.Read(box?.Row ?? -1);
        Conditions = _above.Conditions | _below.Conditions;
        IsBusyBelow = _below.IsBusy;
        IsBusy = IsBusyBelow || _above.IsBusy;
        IsIdle = _above.IsIdle || _below.IsIdle;
        BusyRow = _above.IsBusy ? FirstBusyRow() : -1;
    }

    /// <summary>A row by itself says that work goes on.</summary>
    public bool IsBusyRow(int row) => rules.Find(Activity.Working, RuleRegion.Status, new LineSource(frame[row].Content)) is not null;

    // No lambda: a delegate is 64 bytes in every frame of a program at work.
    private int FirstBusyRow()
    {
        foreach (int row in _above.Rows)
        {
            if (IsBusyRow(row))
                return row;
        }

        return -1;
    }

    private void AddAbove(int end)
    {
        for (int row = end - 1; row >= 0 && _above.Rows.Count < MostRowsAbove; row--)
        {
            if (frame[row].Kind == RowKind.Text && !StatusLine.IsLegend(frame[row].Content))
                _above.Rows.Add(row);
        }
    }

    // A list of tasks may stand between the line that says what goes on and the input box.
    private void AddHeading()
    {
        if (_above.Rows.Count == 0)
            return;
        int row = _above.Rows[0], first = row;
        while (row > 0 && first - row < LongestTaskList && frame[row - 1].Kind == RowKind.Text)
            row--;
        if (!_above.Rows.Contains(row) && !StatusLine.IsLegend(frame[row].Content))
            _above.Rows.Add(row);
    }

    private void AddBelow(int first)
    {
        for (int row = first; row <= frame.Last; row++)
        {
            if (frame[row].Kind == RowKind.Text)
                _below.Rows.Add(row);
        }
    }
}
