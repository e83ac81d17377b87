using System.Buffers;
using PromptWatcher.Environments;

namespace PromptWatcher.Sessions;

/// <summary>
/// The last of a session's output, which all its viewers read from; a viewer is only a place in it. Each byte and each change of size has
/// a place of its own. Everything happens under the session's gate, but the waking.
/// </summary>
internal sealed class Journal : IThreadPoolWorkItem
{
    /// <summary>Places kept: 256 KiB, some seconds of what agents draw. A power of two.</summary>
    internal const int Capacity = 256 * 1024;

    /// <summary>Changes of size kept; a storm of them shortens the journal.</summary>
    internal const int MaxResizes = 1_024;

    private readonly Lock _gate;
    private readonly List<Resize> _resizes = [];
    private byte[]? _ring;
    private TaskCompletionSource? _news;
    private bool _isWaking;
    private bool _isClosed;

    internal Journal(Lock gate) => _gate = gate;

    /// <summary>The oldest place that can be read from.</summary>
    internal long Start { get; private set; }

    /// <summary>The place of what comes next.</summary>
    internal long End { get; private set; }

    /// <summary>Completes when there is more than now.</summary>
    internal Task News => (_news ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    /// <summary>Keeps what comes from now on, for the viewer that comes now and those after it.</summary>
    internal void Open()
    {
        if (_ring is null && !_isClosed)
            _ring = ArrayPool<byte>.Shared.Rent(Capacity);
    }

    /// <summary>Keeps nothing any more.</summary>
    internal void Close()
    {
        _isClosed = true;
        Start = End;
        if (_ring is not null)
            ArrayPool<byte>.Shared.Return(_ring, clearArray: true);
        _ring = null;
    }

    internal void Append(ReadOnlySpan<byte> output)
    {
        if (!Advance(output.Length))
            return;
        ReadOnlySpan<byte> kept = output[Math.Max(0, output.Length - Capacity)..];
        int at = (int)((End - kept.Length) & (Capacity - 1));
        int first = Math.Min(kept.Length, Capacity - at);
        kept[..first].CopyTo(_ring.AsSpan(at));
        kept[first..].CopyTo(_ring);
        Signal();
    }

    internal void Append(TerminalSize size)
    {
        if (!Advance(1))
            return;
        if (_resizes.Count == MaxResizes)
        {
            int old = Math.Max(Find(Start), MaxResizes / 2);
            Start = Math.Max(Start, _resizes[old - 1].Place + 1);
            _resizes.RemoveRange(0, old);
        }

        _resizes.Add(new Resize(End - 1, size));
        Signal();
    }

    /// <summary>How many bytes of output follow a place, up to the next change of size.</summary>
    internal int OutputAfter(long place)
    {
        int next = Find(place);
        return (int)((next < _resizes.Count ? _resizes[next].Place : End) - place);
    }

    /// <summary>Copies output from a place on.</summary>
    internal void Copy(long place, Span<byte> output)
    {
        int at = (int)(place & (Capacity - 1));
        int first = Math.Min(output.Length, Capacity - at);
        _ring.AsSpan(at, first).CopyTo(output);
        _ring.AsSpan(0, output.Length - first).CopyTo(output[first..]);
    }

    /// <summary>The size that the terminal changes to at a place, where it does.</summary>
    internal TerminalSize? ResizeAt(long place) =>
        Find(place) is var found && found < _resizes.Count && _resizes[found].Place == place ? _resizes[found].Size : null;

    /// <summary>Has those who wait told. Costs the caller the same for any number of them: who runs here may be the event loop.</summary>
    internal void Signal()
    {
        if (_news is null || _isWaking)
            return;
        _isWaking = true;
        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
    }

    void IThreadPoolWorkItem.Execute()
    {
        TaskCompletionSource? news;
        lock (_gate)
        {
            (news, _news) = (_news, null);
            _isWaking = false;
        }

        news?.SetResult();
    }

    /// <summary>Goes on; whether what is there is kept. Without a ring, nothing before the end can be read.</summary>
    private bool Advance(int length)
    {
        End += length;
        Start = Math.Max(Start, End - (_ring is null ? 0 : Capacity));
        return _ring is not null;
    }

    /// <summary>The first change of size at a place or after it.</summary>
    private int Find(long place)
    {
        int found = _resizes.BinarySearch(new Resize(place, default));
        return found < 0 ? ~found : found;
    }

    private readonly record struct Resize(long Place, TerminalSize Size) : IComparable<Resize>
    {
        public int CompareTo(Resize other) => Place.CompareTo(other.Place);
    }
}
