using PromptWatcher.Hosts;

namespace PromptWatcher.Tests.Hosts;

/// <summary>A host whose processes a test says.</summary>
internal sealed class GivenProcesses(Func<TimeSpan> now) : IHostProcesses
{
    private readonly Lock _gate = new();
    private readonly List<(int Looks, TaskCompletionSource Reached)> _waiting = [];

    public IReadOnlyList<ProcessFacts> Present { get; set; } = [];

    public Exception? Problem { get; set; }

    public int Looks => LookedAt.Count;

    public List<TimeSpan> LookedAt { get; } = [];

    public bool IsDisposed { get; private set; }

    public ValueTask<IReadOnlyList<ProcessFacts>> ReadAsync(CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            LookedAt.Add(now());
            _waiting.FindAll(wait => wait.Looks <= Looks).ForEach(wait => wait.Reached.TrySetResult());
        }

        return Problem is null ? ValueTask.FromResult(Present) : throw Problem;
    }

    /// <summary>Waits until it was looked at so many times.</summary>
    public Task LookedAsync(int looks)
    {
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate)
        {
            if (Looks >= looks)
                return Task.CompletedTask;
            _waiting.Add((looks, reached));
        }

        return reached.Task.WaitAsync(TimeSpan.FromSeconds(60));
    }

    public ValueTask DisposeAsync()
    {
        IsDisposed = true;
        return ValueTask.CompletedTask;
    }
}
