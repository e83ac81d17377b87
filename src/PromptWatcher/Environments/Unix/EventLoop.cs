using System.Collections.Concurrent;
using System.Diagnostics;

namespace PromptWatcher.Environments.Unix;

/// <summary>
/// One thread that reads every terminal of this process. A read that wakes the thread pool costs 340-390 µs of CPU, one that stays on a
/// loop 50-105 µs, so bytes are parsed where they arrive.
/// </summary>
internal sealed class EventLoop
{
    /// <summary>How often processes without a pidfd are looked at.</summary>
    private const int TickMilliseconds = 50;

    /// <summary>
    /// What a flood is given to gather in. At 50 MB/s that is 25 KiB where it would come in pieces of 7: a third of the wake-ups, and half the
    /// CPU per gigabyte. No person sees the delay.
    /// </summary>
    private const uint GatherMicroseconds = 500;

    private static readonly Lock SharedGate = new();
    private static EventLoop? shared;

    private readonly Poller _poller;
    private readonly Thread _thread;
    private readonly ConcurrentQueue<Action> _posted = new();
    private readonly Dictionary<int, ILoopHandler> _handlers = [];
    private readonly List<Action> _ticks = [];
    private int _wakePending;
    private bool _letsGather;

    internal EventLoop(Poller poller)
    {
        _poller = poller;
        _thread = new Thread(Run) { IsBackground = true, Name = "PromptWatcher event loop" };
        _thread.UnsafeStart();
    }

    /// <summary>The loop of the process, started at first use. One that could not start, for want of descriptors, is tried again.</summary>
    /// <exception cref="EnvironmentException">The kernel refuses; the message says what to raise.</exception>
    internal static EventLoop Shared
    {
        get
        {
            lock (SharedGate)
                return shared ??= new EventLoop(Poller.Create());
        }
    }

    /// <summary>Runs work on the loop. From any thread; the order is kept.</summary>
    internal void Post(Action work)
    {
        _posted.Enqueue(work);
        if (Interlocked.Exchange(ref _wakePending, 1) == 0)
            _poller.Wake();
    }

    /// <summary>How long work, and so what terminals print, waits for the loop.</summary>
    internal async Task<TimeSpan> MeasureLagAsync(CancellationToken cancellationToken)
    {
        long asked = Stopwatch.GetTimestamp();
        var reached = new TaskCompletionSource<long>(TaskCreationOptions.RunContinuationsAsynchronously);
        Post(() => reached.SetResult(Stopwatch.GetTimestamp()));
        return Stopwatch.GetElapsedTime(asked, await reached.Task.WaitAsync(cancellationToken).ConfigureAwait(false));
    }

    /// <summary>Has the handler called when the descriptor is ready. On the loop only, as all below.</summary>
    internal void Watch(Descriptor descriptor, Readiness interest, ILoopHandler handler)
    {
        if (interest == Readiness.None)
        {
            Unwatch(descriptor);
            return;
        }

        _handlers[descriptor.Number] = handler;
        _poller.Watch(descriptor.Number, interest);
    }

    /// <summary>Much was just read and more is on its way: the next look comes a little later, and finds more.</summary>
    internal void LetGather() => _letsGather = true;

    /// <summary>To be called before the descriptor is closed.</summary>
    internal void Unwatch(Descriptor descriptor)
    {
        _handlers.Remove(descriptor.Number);
        _poller.Unwatch(descriptor.Number);
    }

    /// <inheritdoc cref="Poller.OpenExit"/>
    internal Descriptor? OpenExit(int process) => _poller.OpenExit(process);

    /// <summary>Calls <paramref name="tick"/> every 50 ms until it is removed.</summary>
    internal void AddTick(Action tick) => _ticks.Add(tick);

    internal void RemoveTick(Action tick) => _ticks.Remove(tick);

    private void Run()
    {
        var ready = new (int Descriptor, Readiness Ready)[64];
        while (true)
        {
            if (_letsGather)
                LibC.usleep(GatherMicroseconds);
            _letsGather = false;
            int count = _poller.Wait(ready, _ticks.Count > 0 ? TickMilliseconds : -1);

            // Cleared before the queue is emptied: a post after this line wakes the next wait.
            Volatile.Write(ref _wakePending, 0);
            Interlocked.MemoryBarrier();
            while (_posted.TryDequeue(out Action? work))
                work();

            for (int i = 0; i < count; i++)
            {
                // Gone when an earlier entry of this round removed it.
                if (_handlers.TryGetValue(ready[i].Descriptor, out ILoopHandler? handler))
                    handler.OnReady(ready[i].Descriptor, ready[i].Ready);
            }

            for (int i = _ticks.Count - 1; i >= 0; i--)
                _ticks[i]();
        }
    }
}
