using System.Numerics;
using System.Runtime.CompilerServices;

namespace PromptWatcher.Terminal;

/// <summary>Gives each distinct style a 16-bit number, so that a cell needs two bytes for its look.</summary>
/// <remarks>
/// Open addressing and no reference counts: when the numbers run out, <see cref="Screen"/> marks those still in use and the others
/// are given out again; only when most are in use does the table grow. Number 0 is the default style.
/// </remarks>
internal sealed class StyleTable(int capacity = StyleTable.Capacity)
{
    /// <summary>How many styles can live at once; one more shows as the default.</summary>
    public const int Capacity = 65_535;

    /// <summary>Lines looked at for each number freed: with more of them, a program that only recolours would wait for the search.</summary>
    private const int MaxLinesPerStyle = 4;

    /// <summary>A style as two words, which compare and hash faster than five fields.</summary>
    private readonly record struct Words(ulong Low, ulong High);

    private Words[] _styles = new Words[Math.Min(32, capacity)];
    private ushort[] _buckets = new ushort[64];
    private ushort[] _free = [];
    private int _freeCount;
    private int _count = 1;

    public Style this[int id] => Unsafe.BitCast<Words, Style>(_styles[id]);

    /// <summary>How many numbers have ever been given out.</summary>
    public int Count => _count;

    /// <summary>A new style finds no number before a <see cref="Sweep"/>.</summary>
    public bool IsFull => _freeCount == 0 && _count == _styles.Length;

    /// <summary>The number of a style, or 0 when it is new and there is none left.</summary>
    public ushort GetOrAdd(Style style)
    {
        Words words = Unsafe.BitCast<Style, Words>(style);
        if (words == default)
            return 0;
        int mask = _buckets.Length - 1;
        int slot = Slot(words);
        for (; _buckets[slot] != 0; slot = slot + 1 & mask)
        {
            if (_styles[_buckets[slot]] == words)
                return _buckets[slot];
        }

        if (IsFull)
            return 0;
        ushort id = _freeCount > 0 ? _free[--_freeCount] : (ushort)_count++;
        _styles[id] = words;
        _buckets[slot] = id;
        return id;
    }

    /// <summary>Frees every number that is not marked, and makes room for more when that frees less than half, or few for what the search cost.</summary>
    /// <param name="isUsed">By number.</param>
    /// <param name="lines">How many lines had to be looked at.</param>
    public void Sweep(ReadOnlySpan<bool> isUsed, int lines)
    {
        if (_free.Length < _styles.Length)
            _free = new ushort[_styles.Length];
        _freeCount = 0;
        for (int id = _count - 1; id > 0; id--)
        {
            if (isUsed[id])
                continue;
            _styles[id] = default;
            _free[_freeCount++] = (ushort)id;
        }

        if ((2 * _freeCount < _styles.Length || MaxLinesPerStyle * _freeCount < lines) && _styles.Length < capacity)
        {
            Array.Resize(ref _styles, Math.Min(2 * _styles.Length, capacity));
            _buckets = new ushort[2 * (int)BitOperations.RoundUpToPowerOf2((uint)_styles.Length)];
        }

        Rehash();
    }

    private void Rehash()
    {
        Array.Clear(_buckets);
        int mask = _buckets.Length - 1;
        for (int id = 1; id < _count; id++)
        {
            if (_styles[id] == default)
                continue;
            int slot = Slot(_styles[id]);
            while (_buckets[slot] != 0)
                slot = slot + 1 & mask;
            _buckets[slot] = (ushort)id;
        }
    }

    /// <summary>The best bits of a product are its highest.</summary>
    private int Slot(Words words)
    {
        ulong hash = words.Low * 0x9e3779b97f4a7c15 + words.High * 0xc2b2ae3d27d4eb4f;
        return (int)((hash ^ hash >> 29) * 0x9e3779b97f4a7c15 >> 40) & _buckets.Length - 1;
    }
}
