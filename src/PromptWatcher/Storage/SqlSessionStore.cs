using System.Data.Common;
using System.Runtime.CompilerServices;

namespace PromptWatcher.Storage;

/// <summary>Keeps records in a table of a database. What differs from one database to the next is how it is opened and how its schema is guarded.</summary>
/// <remarks>The schema's version is in the table <c>promptwatcher_schema</c>; the first call brings it up to date.</remarks>
public abstract class SqlSessionStore : ISessionStore
{
    private readonly Lock _gate = new();
    private Task? _migrated;

    /// <inheritdoc/>
    public async ValueTask<bool> TryAddAsync(SessionRecord record, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(record);
        return await WriteAsync($"record session '{record.SessionId}'", SessionTable.Insert, command => SessionTable.Bind(command, record), cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask<bool> TryUpdateAsync(SessionRecord record, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(record);
        return await WriteAsync($"record session '{record.SessionId}'", SessionTable.Update, command => SessionTable.Bind(command, record), cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask<SessionRecord?> FindAsync(string sessionId, CancellationToken cancellationToken = default) =>
        (await ReadAsync($"find session '{sessionId}'", SessionTable.Find, sessionId, cancellationToken).ConfigureAwait(false)).FirstOrDefault();

    /// <inheritdoc/>
    public async IAsyncEnumerable<SessionRecord> ListAsync(string? projectId = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        foreach (SessionRecord record in await ReadAsync("list sessions", projectId is null ? SessionTable.List : SessionTable.ListOfProject, projectId, cancellationToken).ConfigureAwait(false))
            yield return record;
    }

    /// <inheritdoc/>
    public async ValueTask<bool> RemoveAsync(string sessionId, CancellationToken cancellationToken = default) =>
        await WriteAsync($"forget session '{sessionId}'", SessionTable.Remove, command => SessionTable.Bind(command, "key", sessionId), cancellationToken).ConfigureAwait(false);

    /// <summary>Where the database is, for messages, without a password.</summary>
    protected abstract string Place { get; }

    /// <summary>Opens a connection, or takes one that is open.</summary>
    protected abstract Task<DbConnection> OpenAsync(CancellationToken cancellationToken);

    /// <summary>Begins the one migration that may go on at a time, of all processes.</summary>
    protected abstract Task<DbTransaction> BeginMigrationAsync(DbConnection connection, CancellationToken cancellationToken);

    /// <summary>Makes what the database needs before it can be opened.</summary>
    protected virtual void PrepareMigration()
    {
    }

    /// <summary>Holds writers of this process apart where the database would only have them wait.</summary>
    protected virtual ValueTask<IDisposable?> EnterWriteAsync(CancellationToken cancellationToken) => ValueTask.FromResult<IDisposable?>(null);

    private async Task<bool> WriteAsync(string what, string sql, Action<DbCommand> bind, CancellationToken cancellationToken)
    {
        using IDisposable? turn = await EnterWriteAsync(cancellationToken).ConfigureAwait(false);
        return await RunAsync(
            what,
            sql,
            async command =>
            {
                bind(command);
                return await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false) > 0;
            },
            cancellationToken).ConfigureAwait(false);
    }

    private Task<List<SessionRecord>> ReadAsync(string what, string sql, string? key, CancellationToken cancellationToken) => RunAsync(
        what,
        sql,
        async command =>
        {
            if (key is not null)
                SessionTable.Bind(command, "key", key);
            var records = new List<SessionRecord>();
            DbDataReader reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
            await using (reader.ConfigureAwait(false))
            {
                while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
                    records.Add(SessionTable.Read(reader));
            }

            return records;
        },
        cancellationToken);

    private async Task<T> RunAsync<T>(string what, string sql, Func<DbCommand, Task<T>> work, CancellationToken cancellationToken)
    {
        try
        {
            await MigratedAsync().WaitAsync(cancellationToken).ConfigureAwait(false);
            DbConnection connection = await OpenAsync(cancellationToken).ConfigureAwait(false);
            await using (connection.ConfigureAwait(false))
            {
                DbCommand command = Command(connection, sql);
                await using (command.ConfigureAwait(false))
                    return await work(command).ConfigureAwait(false);
            }
        }
        catch (DbException error)
        {
            throw Failure(what, error);
        }
    }

    /// <summary>Once is enough; one that failed is tried again.</summary>
    private Task MigratedAsync()
    {
        lock (_gate)
            return _migrated = _migrated is null or { IsFaulted: true } ? Task.Run(MigrateAsync) : _migrated;
    }

    /// <summary>Brings the schema to the present version, step by step. What a later version of this library has made is left alone.</summary>
    private async Task MigrateAsync()
    {
        PrepareMigration();
        DbConnection connection = await OpenAsync(CancellationToken.None).ConfigureAwait(false);
        await using (connection.ConfigureAwait(false))
        {
            DbTransaction transaction = await BeginMigrationAsync(connection, CancellationToken.None).ConfigureAwait(false);
            await using (transaction.ConfigureAwait(false))
            {
                await ExecuteAsync(connection, transaction, SessionTable.CreateVersion).ConfigureAwait(false);
                DbCommand read = Command(connection, SessionTable.ReadVersion, transaction);
                long version;
                await using (read.ConfigureAwait(false))
                    version = Convert.ToInt64(await read.ExecuteScalarAsync().ConfigureAwait(false), System.Globalization.CultureInfo.InvariantCulture);
                if (version > SessionTable.Migrations.Count)
                    throw new SessionStoreException($"Cannot use {Place}: its schema has version {version}, and this library knows {SessionTable.Migrations.Count}. Update the library, or name another database.");
                for (; version < SessionTable.Migrations.Count; version++)
                {
                    await ExecuteAsync(connection, transaction, SessionTable.Migrations[(int)version]).ConfigureAwait(false);
                    await ExecuteAsync(connection, transaction, SessionTable.WriteVersion(version + 1)).ConfigureAwait(false);
                }

                await transaction.CommitAsync().ConfigureAwait(false);
            }
        }
    }

    private static async Task ExecuteAsync(DbConnection connection, DbTransaction transaction, string sql)
    {
        DbCommand command = Command(connection, sql, transaction);
        await using (command.ConfigureAwait(false))
            await command.ExecuteNonQueryAsync().ConfigureAwait(false);
    }

    private static DbCommand Command(DbConnection connection, string sql, DbTransaction? transaction = null)
    {
        DbCommand command = connection.CreateCommand();
        command.CommandText = sql;
        command.Transaction = transaction;
        return command;
    }

    private SessionStoreException Failure(string what, DbException error) =>
        new($"Cannot {what} in {Place}: {Printable.Line(error.Message, 500)} Look whether the database is there and may be written to.", error);
}
