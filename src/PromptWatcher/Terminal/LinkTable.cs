using System.Buffers.Binary;
using System.Numerics;

namespace PromptWatcher.Terminal;

/// <summary>Gives each distinct hyperlink (OSC 8) a 16-bit number, so that a style can carry it. Number 0 is no link.</summary>
/// <remarks>
/// Identifiers and URIs lie one after another in one buffer, and no strings are made. There are no reference counts: when the table is
/// full, <see cref="Screen"/> marks the links still in use and the others go.
/// </remarks>
internal sealed class LinkTable(int capacity = LinkTable.Capacity, int maxBytes = LinkTable.MaxBytes)
{
    /// <summary>How many links can live at once; one more is no link.</summary>
    public const int Capacity = 16_384;

    /// <summary>Bytes of a URI; a longer one, or one with controls, is no link.</summary>
    public const int MaxUri = 2_048;

    /// <summary>Bytes of an identifier; a link with a longer one, or one with controls, has none.</summary>
    public const int MaxId = 256;

    /// <summary>Bytes of all links together.</summary>
    public const int MaxBytes = 1 << 20;

    private const int FirstCapacity = 256;
    private const int FirstBytes = 16 * 1_024;

    private readonly record struct Entry(int Start, ushort IdLength, ushort UriLength, uint Hash);

    /// <summary>Nobody can choose links that all fall into one place.</summary>
    private readonly ulong _seed = (ulong)Random.Shared.NextInt64();

    private Entry[] _entries = [];
    private ushort[] _free = [];
    private ushort[] _buckets = [];
    private byte[] _bytes = [];
    private byte[] _spare = [];
    private int _count = 1;
    private int _freeCount;
    private int _used;

    /// <summary>One more than the highest number that was given out.</summary>
    public int Count => _count;

    /// <summary>There may be no room for another link: time to sweep.</summary>
    public bool IsFull => _entries.Length > 0 && (_freeCount == 0 && _count == _entries.Length || _used + MaxId + MaxUri > _bytes.Length);

    /// <summary>A sweep has freed so little that the next one has to wait.</summary>
    public bool IsCrowded => 8 * _freeCount < _count && _count == capacity || 8 * _used > 7 * maxBytes;

    public ReadOnlySpan<byte> Id(int link) => _bytes.AsSpan(_entries[link].Start, _entries[link].IdLength);

    public ReadOnlySpan<byte> Uri(int link) => _bytes.AsSpan(_entries[link].Start + _entries[link].IdLength, _entries[link].UriLength);

    /// <summary>The number of a link, or 0 when it breaks a limit, or is new and there is no room for it.</summary>
    public ushort GetOrAdd(scoped ReadOnlySpan<byte> id, scoped ReadOnlySpan<byte> uri)
    {
        if (uri.IsEmpty || uri.Length > MaxUri || PlainText.HasControls(uri))
            return 0;
        if (id.Length > MaxId || PlainText.HasControls(id))
            id = default;
        if (_entries.Length == 0)
            Resize(Math.Min(FirstCapacity, capacity), Math.Min(FirstBytes, maxBytes));
        uint hash = Hash(id, uri);
        int slot = Place(hash);
        for (; _buckets[slot] != 0; slot = Next(slot))
        {
            ushort found = _buckets[slot];
            if (_entries[found].Hash == hash && Uri(found).SequenceEqual(uri) && Id(found).SequenceEqual(id))
                return found;
        }

        if (IsFull)
            return 0;
        int link = _freeCount > 0 ? _free[--_freeCount] : _count++;
        _entries[link] = new Entry(_used, (ushort)id.Length, (ushort)uri.Length, hash);
        id.CopyTo(_bytes.AsSpan(_used));
        uri.CopyTo(_bytes.AsSpan(_used + id.Length));
        _used += id.Length + uri.Length;
        return _buckets[slot] = (ushort)link;
    }

    /// <summary>Frees every link that is not marked; takes more room when a quarter of it is still in use, so that sweeps stay rare.</summary>
    public void Sweep(ReadOnlySpan<bool> isUsed)
    {
        (_bytes, _spare) = (_spare, _bytes);
        int length = _spare.Length;
        if (_bytes.Length != length)
            _bytes = new byte[length];
        _used = _freeCount = 0;
        Array.Clear(_buckets);
        for (int link = _count - 1; link > 0; link--)
        {
            if (isUsed[link])
                Keep(link);
            else
                _free[_freeCount++] = (ushort)link;
        }

        bool isCrowded = 4 * (_count - _freeCount) > _entries.Length, isLong = 4 * _used > length;
        if (isCrowded && _entries.Length < capacity || isLong && length < maxBytes)
            Resize(isCrowded ? Math.Min(2 * _entries.Length, capacity) : _entries.Length, isLong ? Math.Min(2 * length, maxBytes) : length);
    }

    private void Keep(int link)
    {
        Entry entry = _entries[link];
        int length = entry.IdLength + entry.UriLength;
        _spare.AsSpan(entry.Start, length).CopyTo(_bytes.AsSpan(_used));
        _entries[link] = entry with { Start = _used };
        _used += length;
        Enter(link);
    }

    private void Resize(int links, int bytes)
    {
        Array.Resize(ref _entries, links);
        Array.Resize(ref _free, links);
        Array.Resize(ref _bytes, bytes);
        _buckets = new ushort[2 * links];
        Span<bool> isFree = stackalloc bool[_count];
        foreach (ushort link in _free.AsSpan(0, _freeCount))
            isFree[link] = true;
        for (int link = 1; link < _count; link++)
        {
            if (!isFree[link])
                Enter(link);
        }
    }

    private void Enter(int link)
    {
        int slot = Place(_entries[link].Hash);
        while (_buckets[slot] != 0)
            slot = Next(slot);
        _buckets[slot] = (ushort)link;
    }

    private int Place(uint hash) => (int)hash & _buckets.Length - 1;

    private int Next(int slot) => slot + 1 & _buckets.Length - 1;

    private uint Hash(ReadOnlySpan<byte> id, ReadOnlySpan<byte> uri)
    {
        ulong hash = Mix(Mix(_seed, uri), id);
        return (uint)(hash ^ hash >> 32);
    }

    /// <summary>Sixteen bytes at a time, folded together with the two halves of a 128-bit product.</summary>
    private static ulong Mix(ulong hash, ReadOnlySpan<byte> bytes)
    {
        const ulong prime = 0x9e3779b97f4a7c15;
        const int word = sizeof(ulong);
        hash ^= (ulong)bytes.Length * prime;
        if (bytes.Length < word)
        {
            foreach (byte next in bytes)
                hash = BitOperations.RotateLeft(hash, 8) ^ next;
            return Fold(hash, prime);
        }

        ReadOnlySpan<byte> rest = bytes;
        for (; rest.Length > 2 * word; rest = rest[(2 * word)..])
            hash = Fold(hash ^ BinaryPrimitives.ReadUInt64LittleEndian(rest), prime ^ BinaryPrimitives.ReadUInt64LittleEndian(rest[word..]));

        // Some of the last bytes may be read twice.
        rest = bytes[^Math.Min(bytes.Length, 2 * word)..];
        return Fold(hash ^ BinaryPrimitives.ReadUInt64LittleEndian(rest), prime ^ BinaryPrimitives.ReadUInt64LittleEndian(rest[^word..]));
    }

    private static ulong Fold(ulong a, ulong b)
    {
        ulong high = Math.BigMul(a, b, out ulong low);
        return high ^ low;
    }
}
