using System.Runtime.CompilerServices;

namespace PromptWatcher.Terminal;

/// <summary>Some lines of the <see cref="Scrollback"/>: they fill a page from its start, and their places from its end.</summary>
internal sealed class ScrollbackPage(int length)
{
    private readonly byte[] _bytes = new byte[length];
    private int _used;
    private int _first;
    private int _end;

    public int Length => _bytes.Length;

    public int Count => _end - _first;

    /// <summary>A line, and whatever follows it.</summary>
    public ReadOnlySpan<byte> this[int line] => _bytes.AsSpan(Place(_first + line));

    public bool HasRoom(int length) => _bytes.Length - _used - sizeof(int) * (_end + 1) >= length;

    public void Add(ScreenRow row)
    {
        Place(_end++) = _used;
        _used += ScrollbackLine.Write(row, _bytes.AsSpan(_used));
    }

    /// <summary>Gives up the oldest line; returns how many are left.</summary>
    public int DropFirst() => _end - ++_first;

    /// <summary>Gives up the youngest line; returns how many are left.</summary>
    public int DropLast()
    {
        _used = Place(--_end);
        return Count;
    }

    public void Clear() => _used = _first = _end = 0;

    private ref int Place(int index) => ref Unsafe.As<byte, int>(ref _bytes.AsSpan(_bytes.Length - sizeof(int) * (index + 1), sizeof(int))[0]);
}
