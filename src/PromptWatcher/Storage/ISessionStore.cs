namespace PromptWatcher.Storage;

/// <summary>Keeps what becomes of sessions, for this process or for several.</summary>
/// <remarks>Safe for concurrent use. A store that cannot be reached throws a <see cref="SessionStoreException"/>, and has changed nothing.</remarks>
public interface ISessionStore
{
    /// <summary>Adds a record. <see langword="false"/> when there is one of its session.</summary>
    ValueTask<bool> TryAddAsync(SessionRecord record, CancellationToken cancellationToken = default);

    /// <summary>Puts a record in the place of one with a smaller <see cref="SessionRecord.Revision"/>. <see langword="false"/> when there is none, or only one that is as new.</summary>
    ValueTask<bool> TryUpdateAsync(SessionRecord record, CancellationToken cancellationToken = default);

    /// <summary>The record of a session, or <see langword="null"/>.</summary>
    ValueTask<SessionRecord?> FindAsync(string sessionId, CancellationToken cancellationToken = default);

    /// <summary>The records, of one project or of all, the oldest first.</summary>
    IAsyncEnumerable<SessionRecord> ListAsync(string? projectId = null, CancellationToken cancellationToken = default);

    /// <summary>Removes a record. <see langword="false"/> when there is none.</summary>
    ValueTask<bool> RemoveAsync(string sessionId, CancellationToken cancellationToken = default);
}
