using System.Runtime.InteropServices;

namespace PromptWatcher.Detection;

/// <summary>Lines in which a program says what it does, and what the rules read in them: again only when a line or the rules have changed.</summary>
internal sealed class StatusLines(Frame frame, RuleSet rules)
{
    private readonly List<int> _rows = [], _readRows = [];
    private IReadOnlyList<CompiledRule>? _readRules;
    private (long, int, int, bool) _readVersion;

    /// <summary>The rows.</summary>
    public List<int> Rows => _rows;

    /// <summary>A line says that work goes on.</summary>
    public bool IsBusy { get; private set; }

    /// <summary>A line says that the program is ready.</summary>
    public bool IsIdle { get; private set; }

    /// <summary>What the lines show to hold beside the state.</summary>
    public AgentConditions Conditions { get; private set; }

    /// <summary>Reads the lines.</summary>
    /// <param name="boxRow">The row of the input box whose right end belongs to them, or -1.</param>
    public void Read(int boxRow)
    {
        long newest = boxRow < 0 ? 0 : frame[boxRow].Version;
        foreach (int row in _rows)
            newest = Math.Max(newest, frame[row].Version);
        (long, int, int, bool) version = (newest, boxRow, frame.Columns, frame.IsAlternate);
        if (version == _readVersion && ReferenceEquals(rules.All, _readRules) && CollectionsMarshal.AsSpan(_rows).SequenceEqual(CollectionsMarshal.AsSpan(_readRows)))
            return;
        _readVersion = version;
        _readRules = rules.All;
        _readRows.Clear();
        _readRows.AddRange(_rows);
        var lines = new LineSource(frame, CollectionsMarshal.AsSpan(_rows));
        ReadOnlySpan<char> end = boxRow < 0 ? default : RightEnd(boxRow);
        Conditions = rules.Conditions(RuleRegion.Status, lines);
        IsBusy = Says(Activity.Working, lines, end);
        IsIdle = Says(Activity.Idle, lines, end);
    }

    private bool Says(Activity state, LineSource lines, ReadOnlySpan<char> end) =>
        rules.Find(state, RuleRegion.Status, lines) is not null || (end.Length > 0 && rules.Find(state, RuleRegion.Status, new LineSource(end)) is not null);

    // What stands at the right edge of the input box is the program's, not the person's.
    private ReadOnlySpan<char> RightEnd(int row)
    {
        ReadOnlySpan<char> inside = frame[row].Content;
        int gap = inside.LastIndexOf("   ");
        return gap > 0 ? inside[gap..].TrimStart() : default;
    }
}
