using System.Text;

namespace PromptWatcher.Terminal;

/// <summary>What stands in cells that hold more than one UTF-16 unit: a code point beyond the BMP, or a character with marks.</summary>
/// <remarks>
/// A cell's value is a code point, a pair (a letter with its one accent, both in the value), or the complement of an entry here. An entry
/// adds one mark to another value, so a chain of entries spells the cluster from its end. When the table is full, <see cref="Screen"/> marks
/// what cells show and the rest goes.
/// </remarks>
internal sealed class ClusterTable(int capacity = ClusterTable.Capacity)
{
    /// <summary>Marks that one cell takes; further ones are dropped.</summary>
    public const int MaxMarks = 16;

    /// <summary>The longest cell in UTF-8: a character and its marks.</summary>
    public const int MaxUtf8Length = 4 * (1 + MaxMarks);

    /// <summary>Distinct clusters that can live at once; a mark beyond them is dropped.</summary>
    public const int Capacity = 16_384;

    // A pair: a code point of the BMP, above it the mark, counted from the first there is, above it a bit that no code point has.
    private const int IsPair = 1 << 30, FirstMark = 0x300, MarkShift = 16, PairMarks = 1 << 30 - MarkShift;

    /// <summary>An entry of depth 0 is free.</summary>
    private readonly record struct Entry(int Base, int Mark, int Depth);

    private readonly Stack<int> _free = new();
    private Entry[] _entries = new Entry[Math.Min(16, capacity)];
    private int[] _buckets = new int[64];
    private int _count;

    /// <summary>How many entries there have ever been at once.</summary>
    public int Count => _count;

    /// <summary>There is no room for another cluster.</summary>
    public bool IsFull => _count == capacity && _free.Count == 0;

    public void Clear()
    {
        _count = 0;
        _free.Clear();
        Array.Clear(_buckets);
    }

    /// <summary>The value of <paramref name="value"/> with one more mark, or the same when there is no room for it.</summary>
    public int Append(int value, int mark)
    {
        if ((uint)value <= char.MaxValue && (uint)(mark - FirstMark) < PairMarks)
            return IsPair | mark - FirstMark << MarkShift | value;
        int slot = Place(value, mark);
        for (; _buckets[slot] != 0; slot = Next(slot))
        {
            ref Entry entry = ref _entries[_buckets[slot] - 1];
            if (entry.Base == value && entry.Mark == mark)
                return ~(_buckets[slot] - 1);
        }

        int depth = value < 0 ? _entries[~value].Depth + 1 : value < IsPair ? 1 : 2;
        if (depth > MaxMarks || IsFull)
            return value;
        if (!_free.TryPop(out int index))
            index = _count++;
        if (index == _entries.Length)
            Array.Resize(ref _entries, Math.Min(2 * index, capacity));
        _entries[index] = new Entry(value, mark, depth);
        _buckets[slot] = index + 1;
        if (2 * _count > _buckets.Length)
            Rehash(4 * _entries.Length);
        return ~index;
    }

    /// <summary>Writes a cell's text.</summary>
    public void AppendTo(StringBuilder text, int value)
    {
        if (TrySplit(value, out int rest, out int mark))
        {
            AppendTo(text, rest);
            value = mark;
        }

        text.Append(new Rune(value));
    }

    /// <summary>Whether a value fills so many cells only where clusters are joined (mode 2027).</summary>
    public bool IsJoined(int value, int width)
    {
        for (; TrySplit(value, out int rest, out int mark); value = rest)
        {
            if (CharacterWidth.Of(mark) != 0)
                return true;
        }

        return CharacterWidth.Of(value) != width;
    }

    /// <summary>What a cell's marks stand on.</summary>
    public int First(int value)
    {
        while (TrySplit(value, out int rest, out _))
            value = rest;
        return value;
    }

    /// <summary>Writes a cell's text in UTF-8 and returns its length.</summary>
    public int Spell(int value, Span<byte> utf8)
    {
        if (!TrySplit(value, out int rest, out int mark))
            return new Rune(value).EncodeToUtf8(utf8);
        int length = Spell(rest, utf8);
        return length + new Rune(mark).EncodeToUtf8(utf8[length..]);
    }

    /// <summary>Writes a cell's text in UTF-16; false when there is no room for it.</summary>
    public bool TrySpell(int value, Span<char> text, out int length)
    {
        length = 0;
        if (TrySplit(value, out int rest, out int mark))
        {
            if (!TrySpell(rest, text, out length))
                return false;
            value = mark;
        }

        if (!new Rune(value).TryEncodeToUtf16(text[length..], out int units))
            return false;
        length += units;
        return true;
    }

    /// <summary>Feeds a cell's code points to a search for the end of its cluster.</summary>
    public void Replay(int value, ref GraphemeBreak state)
    {
        int codePoint = value;
        if (TrySplit(value, out int rest, out int mark))
        {
            Replay(rest, ref state);
            codePoint = mark;
        }

        // Most of these take no cell, so what follows them has one of its own.
        if (!GraphemeBreak.IsPrepend(codePoint))
            state.Next(codePoint);
    }

    /// <summary>Marks what a cell's value is made of.</summary>
    public void Mark(int value, Span<bool> isUsed)
    {
        for (; value < 0 && !isUsed[~value]; value = _entries[~value].Base)
            isUsed[~value] = true;
    }

    /// <summary>Frees every entry that is not marked.</summary>
    public void Sweep(ReadOnlySpan<bool> isUsed)
    {
        _free.Clear();
        for (int i = _count - 1; i >= 0; i--)
        {
            if (isUsed[i])
                continue;
            _entries[i] = default;
            _free.Push(i);
        }

        Rehash(_buckets.Length);
    }

    /// <summary>Tells a cluster's last mark from what it stands on; a code point has none.</summary>
    private bool TrySplit(int value, out int rest, out int mark)
    {
        if (value < 0)
        {
            (rest, mark, _) = _entries[~value];
            return true;
        }

        rest = value & char.MaxValue;
        mark = (value - IsPair >> MarkShift) + FirstMark;
        return value >= IsPair;
    }

    private void Rehash(int length)
    {
        if (length == _buckets.Length)
            Array.Clear(_buckets);
        else
            _buckets = new int[length];
        for (int i = 0; i < _count; i++)
        {
            if (_entries[i].Depth == 0)
                continue;
            int slot = Place(_entries[i].Base, _entries[i].Mark);
            while (_buckets[slot] != 0)
                slot = Next(slot);
            _buckets[slot] = i + 1;
        }
    }

    private int Next(int slot) => slot + 1 & _buckets.Length - 1;

    private int Place(int value, int mark)
    {
        uint hash = (uint)value * 0x9e3779b1 ^ (uint)mark * 0x85ebca6b;
        return (int)(hash ^ hash >> 15) & _buckets.Length - 1;
    }
}
