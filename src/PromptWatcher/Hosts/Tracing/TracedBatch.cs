using PromptWatcher.Environments;

namespace PromptWatcher.Hosts.Tracing;

/// <summary>What a terminal has printed since the last look, and its sizes in between.</summary>
internal sealed class TracedBatch
{
    /// <summary>Bytes that may wait: more than a thousand full pictures of an agent's screen.</summary>
    internal const int Capacity = 4 << 20;

    private readonly List<(int Offset, TerminalSize Size)> _sizes = [];
    private byte[] _bytes = new byte[4096];
    private int _length;

    /// <summary>What came before is lost.</summary>
    internal bool HasGap { get; set; }

    internal bool IsEmpty => _length == 0 && _sizes.Count == 0 && !HasGap;

    internal ReadOnlyMemory<byte> Bytes => _bytes.AsMemory(0, _length);

    /// <summary>The sizes that the terminal got, behind how many of the bytes.</summary>
    internal IReadOnlyList<(int Offset, TerminalSize Size)> Sizes => _sizes;

    internal void Append(ReadOnlySpan<byte> printed, bool addCarriageReturns)
    {
        while (addCarriageReturns && printed.IndexOf((byte)'\n') is >= 0 and var end)
        {
            Append(printed[..end]);
            Append("\r\n"u8);
            printed = printed[(end + 1)..];
        }

        Append(printed);
    }

    internal void Resize(TerminalSize size)
    {
        // Each program of the foreground is told of a new size, and asks for it anew.
        if (_sizes.Count > 0 && _sizes[^1].Offset == _length)
            _sizes.RemoveAt(_sizes.Count - 1);
        _sizes.Add((_length, size));
    }

    internal void Clear()
    {
        _length = 0;
        _sizes.Clear();
        HasGap = false;
    }

    private void Append(ReadOnlySpan<byte> printed)
    {
        if (_length + printed.Length > Capacity)
            Drop();
        if (_length + printed.Length > _bytes.Length)
            Array.Resize(ref _bytes, Math.Min(Capacity, Math.Max(_length + printed.Length, 2 * _bytes.Length)));
        printed.CopyTo(_bytes.AsSpan(_length));
        _length += printed.Length;
    }

    /// <summary>The last size is still true.</summary>
    private void Drop()
    {
        TerminalSize? last = _sizes.Count > 0 ? _sizes[^1].Size : null;
        Clear();
        HasGap = true;
        if (last is { } size)
            Resize(size);
    }
}
