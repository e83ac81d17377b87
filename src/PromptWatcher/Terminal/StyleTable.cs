namespace PromptWatcher.Terminal;

/// <summary>Gives each distinct style a 16-bit number, so that a cell needs two bytes for its look.</summary>
/// <remarks>
/// Open addressing and no reference counts: when the numbers run out, <see cref="Screen"/> marks those still in use and the others
/// are given out again. Number 0 is the default style.
/// </remarks>
internal sealed class StyleTable
{
    /// <summary>How many styles can live at once; one more shows as the default.</summary>
    public const int Capacity = 65_535;

    private Style[] _styles = new Style[64];
    private int[] _buckets = new int[256];
    private readonly Stack<ushort> _free = new();
    private int _count = 1;
    private int _live = 1;

    public Style this[int id] => _styles[id];

    /// <summary>How many numbers have ever been given out.</summary>
    public int Count => _count;

    /// <summary>Fewer than two numbers are left.</summary>
    public bool IsNearlyFull => _free.Count + Capacity - _count < 2;

    /// <summary>The number of a style, or 0 when it is new and there is none left.</summary>
    public ushort GetOrAdd(Style style)
    {
        if (style == default)
            return 0;
        int mask = _buckets.Length - 1;
        int slot = style.GetHashCode() & mask;
        for (; _buckets[slot] != 0; slot = slot + 1 & mask)
        {
            if (_styles[_buckets[slot]] == style)
                return (ushort)_buckets[slot];
        }

        if (_count == Capacity && _free.Count == 0)
            return 0;
        if (!_free.TryPop(out ushort id))
            id = (ushort)_count++;
        if (id >= _styles.Length)
            Array.Resize(ref _styles, Math.Min(2 * _styles.Length, Capacity));
        _styles[id] = style;
        _live++;
        if (2 * _live > _buckets.Length)
            Rehash(2 * _buckets.Length);
        else
            _buckets[slot] = id;
        return id;
    }

    /// <summary>Frees every number that is not marked.</summary>
    public void Sweep(ReadOnlySpan<bool> isUsed)
    {
        _free.Clear();
        for (int id = _count - 1; id > 0; id--)
        {
            if (isUsed[id])
                continue;
            _styles[id] = default;
            _free.Push((ushort)id);
        }

        _live = _count - _free.Count;
        Rehash(_buckets.Length);
    }

    private void Rehash(int length)
    {
        if (length == _buckets.Length)
            Array.Clear(_buckets);
        else
            _buckets = new int[length];
        int mask = length - 1;
        for (int id = 1; id < _count; id++)
        {
            if (_styles[id] == default)
                continue;
            int slot = _styles[id].GetHashCode() & mask;
            while (_buckets[slot] != 0)
                slot = slot + 1 & mask;
            _buckets[slot] = id;
        }
    }
}
