using System.Text;

namespace PromptWatcher.Terminal;

/// <summary>What stands in cells that hold more than one UTF-16 unit: a code point beyond the BMP, or a character with marks.</summary>
/// <remarks>
/// A cell's value is a code point, or the complement of an entry here. An entry adds one mark to another value, so a chain of entries
/// spells the cluster from its end.
/// </remarks>
internal sealed class ClusterTable
{
    /// <summary>Marks that one cell takes; further ones are dropped.</summary>
    public const int MaxMarks = 16;

    /// <summary>The longest cell in UTF-8: a character and its marks.</summary>
    public const int MaxUtf8Length = 4 * (1 + MaxMarks);

    /// <summary>Distinct clusters until a full reset; a mark beyond them is dropped.</summary>
    public const int Capacity = 16_384;

    private readonly record struct Entry(int Base, int Mark, int Depth);

    private Entry[] _entries = new Entry[16];
    private int[] _buckets = new int[64];
    private int _count;

    public void Clear()
    {
        _count = 0;
        Array.Clear(_buckets);
    }

    /// <summary>The value of <paramref name="value"/> with one more mark, or the same when there is no room for it.</summary>
    public int Append(int value, int mark)
    {
        int mask = _buckets.Length - 1;
        int slot = Hash(value, mark) & mask;
        for (; _buckets[slot] != 0; slot = slot + 1 & mask)
        {
            ref Entry entry = ref _entries[_buckets[slot] - 1];
            if (entry.Base == value && entry.Mark == mark)
                return ~(_buckets[slot] - 1);
        }

        int depth = value < 0 ? _entries[~value].Depth + 1 : 1;
        if (depth > MaxMarks || _count == Capacity)
            return value;
        if (_count == _entries.Length)
            Array.Resize(ref _entries, 2 * _count);
        _entries[_count++] = new Entry(value, mark, depth);
        if (2 * _count > _buckets.Length)
            Rehash();
        else
            _buckets[slot] = _count;
        return ~(_count - 1);
    }

    /// <summary>Writes a cell's text.</summary>
    public void AppendTo(StringBuilder text, int value)
    {
        if (value >= 0)
        {
            text.Append(new Rune(value));
            return;
        }

        Entry entry = _entries[~value];
        AppendTo(text, entry.Base);
        text.Append(new Rune(entry.Mark));
    }

    /// <summary>Writes a cell's text in UTF-8 and returns its length.</summary>
    public int Spell(int value, Span<byte> utf8)
    {
        if (value >= 0)
            return new Rune(value).EncodeToUtf8(utf8);
        Entry entry = _entries[~value];
        int length = Spell(entry.Base, utf8);
        return length + new Rune(entry.Mark).EncodeToUtf8(utf8[length..]);
    }

    private void Rehash()
    {
        _buckets = new int[4 * _entries.Length];
        int mask = _buckets.Length - 1;
        for (int i = 0; i < _count; i++)
        {
            int slot = Hash(_entries[i].Base, _entries[i].Mark) & mask;
            while (_buckets[slot] != 0)
                slot = slot + 1 & mask;
            _buckets[slot] = i + 1;
        }
    }

    private static int Hash(int value, int mark)
    {
        uint hash = (uint)value * 0x9e3779b1 ^ (uint)mark * 0x85ebca6b;
        return (int)(hash ^ hash >> 15);
    }
}
