namespace PromptWatcher.Sessions;

public sealed partial class TerminalSession
{
    private readonly Journal _journal;
    private readonly Repaints _repaints;

    /// <summary>Names this run of the session: places in its output belong to it alone.</summary>
    public string Epoch { get; } = Guid.NewGuid().ToString("N");

    /// <summary>Begins to show the terminal to somebody.</summary>
    /// <param name="from">
    /// Where a viewer was that comes again: it gets exactly what it has missed where that is still known, which the last 256 KiB are,
    /// and a snapshot elsewhere. One that comes new begins with a snapshot.
    /// </param>
    public Viewer OpenViewer(JournalPosition? from = null)
    {
        lock (_gate)
        {
            _journal.Open();
            if (from is not { } place)
                return new Viewer(this) { IsNew = true };
            bool isOurs = place.Epoch == Epoch && place.Cursor >= 0 && place.Cursor <= _journal.End;
            return new Viewer(this) { Place = isOurs && place.Cursor >= _journal.Start ? place.Cursor : null, CameFrom = isOurs ? place.Cursor : null };
        }
    }

    /// <summary>The viewer's next frame, or what to wait for.</summary>
    internal (ViewerFrame? Frame, Task? News) Read(Viewer viewer)
    {
        lock (_gate)
        {
            if (viewer.Place is not { } place || place < _journal.Start)
                return Repaint(viewer);
            if (_journal.OutputAfter(place) is > 0 and var length)
            {
                Memory<byte> piece = viewer.Rent(length);
                _journal.Copy(place, piece.Span);
                viewer.Place = place + piece.Length;
                return (new ViewerOutput(place, piece), null);
            }

            if (_journal.ResizeAt(place) is { } size)
            {
                viewer.Place = place + 1;
                return (new ViewerResized(place + 1, size), null);
            }

            if (_completion.Task.IsCompleted)
                return (new ViewerEnded(place, _completion.Task.IsCompletedSuccessfully ? _completion.Task.Result : null), null);
            return (null, _journal.News);
        }
    }

    /// <summary>The whole terminal, or what to wait for: one that comes waits for nothing, and nobody does when no more is printed. Under the gate.</summary>
    private (ViewerFrame? Frame, Task? News) Repaint(Viewer viewer)
    {
        (Repaint? shown, Task? due) = _repaints.Get(canWait: viewer.Place is not null && !_completion.Task.IsCompleted);
        if (shown is null)
            return (null, due);
        long? missed = viewer.IsNew ? 0 : shown.Place - (viewer.Place ?? viewer.CameFrom);
        (viewer.Place, viewer.IsNew) = (shown.Place, false);
        return (new ViewerSnapshot(shown.Place, shown.Size, shown.Bytes, missed), null);
    }

    private void TellViewers()
    {
        lock (_gate)
            _journal.Signal();
    }
}
