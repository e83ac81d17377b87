namespace PromptWatcher.Environments;

/// <summary>The ids of terminals that have ended, the newest thousand of them: to kill or resize such a one is no error.</summary>
internal sealed class EndedIds
{
    private const int Kept = 1_000;

    private readonly Lock _gate = new();
    private readonly Queue<string> _order = new();
    private readonly HashSet<string> _ids = [];

    internal void Add(string id)
    {
        lock (_gate)
        {
            if (!_ids.Add(id))
                return;
            _order.Enqueue(id);
            if (_order.Count > Kept)
                _ids.Remove(_order.Dequeue());
        }
    }

    internal bool Contains(string id)
    {
        lock (_gate)
            return _ids.Contains(id);
    }
}
