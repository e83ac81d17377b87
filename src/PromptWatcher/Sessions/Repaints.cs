using PromptWatcher.Terminal;

namespace PromptWatcher.Sessions;

/// <summary>
/// Makes what viewers are sent who cannot be told all that was printed, and shares it among them: a repaint, and the journal from its place on,
/// show the same as a newer one. Everything happens under the session's gate, but the waiting.
/// </summary>
/// <remarks>The program stands still while one is made. In a flood every viewer is behind again as soon as it has been sent one.</remarks>
internal sealed class Repaints(Screen screen, Journal journal, TimeProvider time)
{
    /// <summary>Between two repaints for those that are behind, and how long one is shared while output follows.</summary>
    internal static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private Repaint? _last;
    private long _at;
    private Task _due = Task.CompletedTask;

    /// <summary>A repaint; or what to wait for, for one that can wait while the last is too young to make another and too old to go on from.</summary>
    internal (Repaint? Repaint, Task? Due) Get(bool canWait)
    {
        TimeSpan rest = Pause - time.GetElapsedTime(_at);
        if (_last is { } last && (last.Place == journal.End || (last.Place >= journal.Start && rest > TimeSpan.Zero)))
            return (last, null);
        if (canWait && _last is not null && rest > TimeSpan.Zero)
        {
            if (_due.IsCompleted)
                _due = WaitAsync(rest);
            return (null, _due);
        }

        (_last, _at) = (new Repaint(journal.End, screen.Size, Repaint.Of(screen)), time.GetTimestamp());
        return (_last, null);
    }

    /// <summary>Those who wait go on each by itself, and not one after the other on the timer's thread.</summary>
    private Task WaitAsync(TimeSpan rest)
    {
        var due = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

        // Rounded up: a timer counts whole milliseconds.
        _ = Task.Delay(TimeSpan.FromMilliseconds(Math.Ceiling(rest.TotalMilliseconds)), time).ContinueWith(_ => due.SetResult(), TaskScheduler.Default);
        return due.Task;
    }
}
