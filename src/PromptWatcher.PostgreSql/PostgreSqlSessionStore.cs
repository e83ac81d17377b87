using System.Data.Common;
using Npgsql;
using PromptWatcher.Storage;

namespace PromptWatcher.PostgreSql;

/// <summary>Keeps records in PostgreSQL, for hosts that share them.</summary>
/// <remarks>The tables are made in the schema that the connection's search path begins with. The user needs the right to create them once.</remarks>
public sealed class PostgreSqlSessionStore : SqlSessionStore, IAsyncDisposable, IDisposable
{
    /// <summary>Guards migrations among all hosts; any number will do that no other program of the database uses.</summary>
    private const long MigrationLock = 0x50726F6D70745761;

    private readonly NpgsqlDataSource _source;
    private readonly bool _ownsSource;

    /// <summary>Makes one. The database is asked at the first call.</summary>
    /// <param name="connectionString">As Npgsql reads it: <c>Host=db;Database=agents;Username=agents;Password=...</c>.</param>
    public PostgreSqlSessionStore(string connectionString)
        : this(NpgsqlDataSource.Create(connectionString)) => _ownsSource = true;

    /// <summary>Makes one on connections of the application's own, which stay the application's to dispose of.</summary>
    public PostgreSqlSessionStore(NpgsqlDataSource source)
    {
        ArgumentNullException.ThrowIfNull(source);
        _source = source;
    }

    /// <inheritdoc/>
    protected override string Place
    {
        get
        {
            var settings = new NpgsqlConnectionStringBuilder(_source.ConnectionString);
            return $"the database '{settings.Database}' at '{settings.Host}:{settings.Port}'";
        }
    }

    /// <summary>Closes the connections, where they are its own.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_ownsSource)
            await _source.DisposeAsync().ConfigureAwait(false);
    }

    /// <inheritdoc cref="DisposeAsync"/>
    public void Dispose()
    {
        if (_ownsSource)
            _source.Dispose();
    }

    /// <inheritdoc/>
    protected override async Task<DbConnection> OpenAsync(CancellationToken cancellationToken) => await _source.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    protected override async Task<DbTransaction> BeginMigrationAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        DbTransaction transaction = await connection.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
        DbCommand wait = connection.CreateCommand();
        await using (wait.ConfigureAwait(false))
        {
            wait.CommandText = $"SELECT pg_advisory_xact_lock({MigrationLock})";
            await wait.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
            return transaction;
        }
    }
}
