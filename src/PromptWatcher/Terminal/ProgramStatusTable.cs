using System.Collections;

namespace PromptWatcher.Terminal;

/// <summary>What the programs of a terminal say about themselves (OSC 7501): a record each, outer ones before those inside them.</summary>
/// <remarks>A report is kept as it came and becomes a record when somebody asks, so a report that repeats costs no memory.</remarks>
public sealed class ProgramStatusTable : IReadOnlyList<ProgramStatusRecord>
{
    /// <summary>Records that are kept; for one more the one that was reported longest ago goes.</summary>
    public const int Capacity = 256;

    private sealed class Entry
    {
        public readonly BoundedText Report = new(ProgramStatusReport.MaxLength);
        public readonly BoundedText Id = new(ProgramStatusReport.MaxId);
        public ProgramState State;
        public long LastReport;
        public ProgramStatusRecord? Record;
    }

    /// <summary>The records in order, then entries that wait to be used again.</summary>
    private readonly List<Entry> _entries = [];

    internal ProgramStatusTable()
    {
    }

    /// <summary>How many records there are.</summary>
    public int Count { get; private set; }

    /// <summary>Grows with each change of the records.</summary>
    public long Version { get; private set; }

    /// <summary>Grows with each report that was understood, also with one that says what was known: a sign of life.</summary>
    public long ReportCount { get; private set; }

    /// <summary>A record by its place; those of inner programs follow the one they belong to.</summary>
    public ProgramStatusRecord this[int index]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfNegative(index);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Count);
            Entry entry = _entries[index];
            if (entry.Record is null && ProgramStatusReport.TryRead(entry.Report.Utf8, out ProgramStatusReport report))
                entry.Record = report.ToRecord(entry.LastReport);
            return entry.Record!;
        }
    }

    /// <inheritdoc/>
    public IEnumerator<ProgramStatusRecord> GetEnumerator()
    {
        for (int i = 0; i < Count; i++)
            yield return this[i];
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>The program has ended: what it was doing or waiting for is over, what it has done stays.</summary>
    public void EndProgram()
    {
        for (int i = Count - 1; i >= 0; i--)
        {
            if (_entries[i].State is ProgramState.Working or ProgramState.Blocked)
                Remove(i, 1);
        }
    }

    internal void Report(scoped ReadOnlySpan<byte> text)
    {
        if (!ProgramStatusReport.TryRead(text, out ProgramStatusReport report))
            return;
        ReportCount++;
        int index = IndexOf(report.Id, out bool exists);
        if (report.IsClear)
        {
            Remove(index, Descendants(index, report.Id));
            return;
        }

        if (!exists)
            index = Insert(report.Id, index);
        Entry entry = _entries[index];
        bool isNew = entry.Report.Set(text) || !exists;
        entry.State = report.State;
        entry.LastReport = ReportCount;
        entry.Record = null;
        if (isNew)
            Version++;
    }

    /// <summary>A record as it was reported.</summary>
    internal ReadOnlySpan<byte> ReportOf(int index) => _entries[index].Report.Utf8;

    /// <summary>Of the records reported after another, the one reported first; -1 when there is none.</summary>
    internal int NextReported(long after)
    {
        int next = -1;
        for (int i = 0; i < Count; i++)
        {
            if (_entries[i].LastReport > after && (next < 0 || _entries[i].LastReport < _entries[next].LastReport))
                next = i;
        }

        return next;
    }

    internal long LastReportOf(int index) => _entries[index].LastReport;

    internal void Clear() => Remove(0, Count);

    private int Insert(scoped ReadOnlySpan<byte> id, int index)
    {
        if (Count == Capacity)
        {
            int oldest = 0;
            for (int i = 1; i < Count; i++)
            {
                if (_entries[i].LastReport < _entries[oldest].LastReport)
                    oldest = i;
            }

            Remove(oldest, 1);
            if (oldest < index)
                index--;
        }

        if (Count == _entries.Count)
            _entries.Add(new Entry());
        Entry entry = _entries[Count];
        _entries.RemoveAt(Count++);
        _entries.Insert(index, entry);
        entry.Id.Set(id);
        return index;
    }

    private void Remove(int index, int count)
    {
        if (count == 0)
            return;
        for (int i = 0; i < count; i++)
        {
            Entry entry = _entries[index];
            _entries.RemoveAt(index);
            _entries.Add(entry);
        }

        Count -= count;
        Version++;
    }

    /// <summary>How many records from a place on are of this identifier or of one inside it.</summary>
    private int Descendants(int index, scoped ReadOnlySpan<byte> id)
    {
        if (id.IsEmpty)
            return Count;
        int end = index;
        while (end < Count && _entries[end].Id.Utf8.StartsWith(id)
            && (_entries[end].Id.Utf8.Length == id.Length || _entries[end].Id.Utf8[id.Length] == '/'))
        {
            end++;
        }

        return end - index;
    }

    private int IndexOf(scoped ReadOnlySpan<byte> id, out bool exists)
    {
        int first = 0, last = Count;
        while (first < last)
        {
            int middle = (first + last) / 2;
            int order = Compare(_entries[middle].Id.Utf8, id);
            if (order == 0)
            {
                exists = true;
                return middle;
            }

            if (order < 0)
                first = middle + 1;
            else
                last = middle;
        }

        exists = false;
        return first;
    }

    /// <summary>The slash comes before every other byte, so that a record is followed by those inside it.</summary>
    private static int Compare(scoped ReadOnlySpan<byte> a, scoped ReadOnlySpan<byte> b)
    {
        int common = a.CommonPrefixLength(b);
        if (common == a.Length || common == b.Length)
            return a.Length - b.Length;
        return Order(a[common]) - Order(b[common]);
    }

    private static int Order(byte next) => next == '/' ? 0 : next;
}
