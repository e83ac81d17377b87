using Npgsql;
using PromptWatcher.PostgreSql;
using PromptWatcher.Storage;

namespace PromptWatcher.Tests.Storage;

public sealed class PostgreSqlSessionStoreTests(PostgreSqlServer server) : SessionStoreTests, IClassFixture<PostgreSqlServer>
{
    private readonly string _database = "d" + Guid.NewGuid().ToString("N");

    public override async Task DisposeAsync() => await ((PostgreSqlSessionStore)Store).DisposeAsync();

    private protected override async Task<ISessionStore> OpenAsync()
    {
        server.Require();
        await using NpgsqlDataSource source = NpgsqlDataSource.Create(server.ConnectionString("postgres"));
        await using NpgsqlCommand create = source.CreateCommand($"CREATE DATABASE {_database}");
        await create.ExecuteNonQueryAsync();
        return new PostgreSqlSessionStore(server.ConnectionString(_database));
    }

    [SkippableFact]
    public async Task TryAddAsync_ManyHostsMeetAnEmptyDatabase_OneMakesTheSchema()
    {
        PostgreSqlSessionStore[] hosts = [.. Enumerable.Range(0, 10).Select(_ => new PostgreSqlSessionStore(server.ConnectionString(_database)))];

        bool[] added = await Task.WhenAll(hosts.Select(host => Task.Run(async () => await host.TryAddAsync(Record("a")))));

        Assert.Single(added, won => won);
        foreach (PostgreSqlSessionStore host in hosts)
            await host.DisposeAsync();
    }

    [SkippableFact]
    public async Task FindAsync_ServerNotThere_SaysWhichDatabase()
    {
        await using var store = new PostgreSqlSessionStore("Host=127.0.0.1;Port=1;Username=u;Password=hidden;Database=agents");

        SessionStoreException failure = await Assert.ThrowsAsync<SessionStoreException>(async () => await store.FindAsync("a"));

        Assert.Contains("'agents' at '127.0.0.1:1'", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hidden", failure.Message, StringComparison.Ordinal);
    }
}
