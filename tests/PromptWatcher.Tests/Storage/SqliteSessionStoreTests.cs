using Microsoft.Data.Sqlite;
using PromptWatcher.Sqlite;
using PromptWatcher.Storage;

namespace PromptWatcher.Tests.Storage;

public sealed class SqliteSessionStoreTests : SessionStoreTests
{
    private readonly string _directory = Directory.CreateTempSubdirectory("store-").FullName;

    private string File => Path.Combine(_directory, "made", "sessions.db");

    public override Task DisposeAsync()
    {
        ((SqliteSessionStore)Store).Dispose();
        Directory.Delete(_directory, recursive: true);
        return Task.CompletedTask;
    }

    private protected override Task<ISessionStore> OpenAsync() => Task.FromResult<ISessionStore>(new SqliteSessionStore(File));

    [Fact]
    public async Task FindAsync_ByAnotherStoreOnTheFile_SeesWhatWasWritten()
    {
        await Store.TryAddAsync(Record("a"));
        using var other = new SqliteSessionStore(File);

        Assert.Equal(Record("a"), await other.FindAsync("a"));
        Assert.True(await other.TryUpdateAsync(Record("a") with { Revision = 2 }));
        Assert.Equal(2, (await Store.FindAsync("a"))!.Revision);
    }

    [Fact]
    public async Task FindAsync_SchemaOfALaterVersion_IsRefusedAndLeftAlone()
    {
        await Store.TryAddAsync(Record("a"));
        await Execute("INSERT INTO promptwatcher_schema (version) VALUES (99)");
        using var other = new SqliteSessionStore(File);

        SessionStoreException refused = await Assert.ThrowsAsync<SessionStoreException>(async () => await other.FindAsync("a"));

        Assert.Contains("version 99", refused.Message, StringComparison.Ordinal);
        Assert.NotNull(await Store.FindAsync("a"));
    }

    [Fact]
    public async Task TryAddAsync_NoDatabase_SaysWhichFile()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(File)!);
        await System.IO.File.WriteAllTextAsync(File, "this is no database, and long enough to be seen as none");

        SessionStoreException failure = await Assert.ThrowsAsync<SessionStoreException>(async () => await Store.TryAddAsync(Record("a")));

        Assert.Contains(File, failure.Message, StringComparison.Ordinal);
    }

    private async Task Execute(string sql)
    {
        await using var connection = new SqliteConnection($"Data Source={File}");
        await connection.OpenAsync();
        await using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }
}
