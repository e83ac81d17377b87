using System.Collections.Concurrent;
using System.Runtime.CompilerServices;

namespace PromptWatcher.Storage;

/// <summary>Keeps records for as long as this process runs.</summary>
public sealed class InMemorySessionStore : ISessionStore
{
    /// <summary>Records of sessions that are over; the oldest of more is forgotten.</summary>
    private const int MostOver = 10_000;

    private readonly ConcurrentDictionary<string, SessionRecord> _records = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<SessionRecord> _over = new();

    /// <inheritdoc/>
    public ValueTask<bool> TryAddAsync(SessionRecord record, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(record);
        return ValueTask.FromResult(_records.TryAdd(record.SessionId, record) && Kept(record));
    }

    /// <inheritdoc/>
    public ValueTask<bool> TryUpdateAsync(SessionRecord record, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(record);
        while (_records.TryGetValue(record.SessionId, out SessionRecord? last) && last.Revision < record.Revision)
        {
            if (_records.TryUpdate(record.SessionId, record, last))
                return ValueTask.FromResult(Kept(record));
        }

        return ValueTask.FromResult(false);
    }

    /// <inheritdoc/>
    public ValueTask<SessionRecord?> FindAsync(string sessionId, CancellationToken cancellationToken = default) => ValueTask.FromResult(_records.GetValueOrDefault(sessionId));

    /// <inheritdoc/>
    public async IAsyncEnumerable<SessionRecord> ListAsync(string? projectId = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await ValueTask.CompletedTask.ConfigureAwait(false);
        foreach (SessionRecord record in _records.Values.Where(record => projectId is null || record.ProjectId == projectId)
            .OrderBy(static record => record.CreatedAt).ThenBy(static record => record.SessionId, StringComparer.Ordinal))
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return record;
        }
    }

    /// <inheritdoc/>
    public ValueTask<bool> RemoveAsync(string sessionId, CancellationToken cancellationToken = default) => ValueTask.FromResult(_records.TryRemove(sessionId, out _));

    private bool Kept(SessionRecord record)
    {
        if (!record.IsOver)
            return true;
        _over.Enqueue(record);
        while (_over.Count > MostOver && _over.TryDequeue(out SessionRecord? oldest))
            _records.TryRemove(new KeyValuePair<string, SessionRecord>(oldest.SessionId, oldest));
        return true;
    }
}
