using System.Data;
using System.Data.Common;
using Microsoft.Data.Sqlite;
using PromptWatcher.Storage;

namespace PromptWatcher.Sqlite;

/// <summary>Keeps records in one SQLite file, which several processes of one machine may share.</summary>
/// <remarks>The file is made where it is missing. Beside it stand <c>-wal</c> and <c>-shm</c> while it is open. Not for network file systems.</remarks>
public sealed class SqliteSessionStore : SqlSessionStore, IDisposable
{
    /// <summary>How long another process may hold the file: a writer needs milliseconds.</summary>
    private const int BusySeconds = 30;

    private readonly string _path;
    private readonly string _connection;
    private readonly SemaphoreSlim _writing = new(1, 1);

    /// <summary>Makes one. The file is opened at the first call.</summary>
    /// <param name="path">The file; its directory is made where it is missing.</param>
    public SqliteSessionStore(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        _path = Path.GetFullPath(path);
        _connection = new SqliteConnectionStringBuilder { DataSource = _path, DefaultTimeout = BusySeconds }.ConnectionString;
    }

    /// <inheritdoc/>
    protected override string Place => $"the file '{_path}'";

    /// <summary>Closes the file.</summary>
    public void Dispose()
    {
        using (var connection = new SqliteConnection(_connection))
            SqliteConnection.ClearPool(connection);
        _writing.Dispose();
    }

    /// <inheritdoc/>
    protected override async Task<DbConnection> OpenAsync(CancellationToken cancellationToken)
    {
        var connection = new SqliteConnection(_connection);
        try
        {
            await connection.OpenAsync(cancellationToken).ConfigureAwait(false);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <inheritdoc/>
    protected override async Task<DbTransaction> BeginMigrationAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        // Readers then do not wait for a writer. The file keeps it.
        SqliteCommand mode = ((SqliteConnection)connection).CreateCommand();
        await using (mode.ConfigureAwait(false))
        {
            mode.CommandText = "PRAGMA journal_mode = WAL";
            await mode.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
        }

        return ((SqliteConnection)connection).BeginTransaction(IsolationLevel.Serializable, deferred: false);
    }

    /// <inheritdoc/>
    protected override void PrepareMigration() => Directory.CreateDirectory(Path.GetDirectoryName(_path)!);

    /// <summary>SQLite has one writer at a time, and has others try again and again.</summary>
    protected override async ValueTask<IDisposable?> EnterWriteAsync(CancellationToken cancellationToken)
    {
        await _writing.WaitAsync(cancellationToken).ConfigureAwait(false);
        return new Turn(_writing);
    }

    private sealed class Turn(SemaphoreSlim writing) : IDisposable
    {
        public void Dispose() => writing.Release();
    }
}
