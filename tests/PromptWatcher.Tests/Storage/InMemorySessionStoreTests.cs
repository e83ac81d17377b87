using PromptWatcher.Storage;

namespace PromptWatcher.Tests.Storage;

public sealed class InMemorySessionStoreTests : SessionStoreTests
{
    public override Task DisposeAsync() => Task.CompletedTask;

    private protected override Task<ISessionStore> OpenAsync() => Task.FromResult<ISessionStore>(new InMemorySessionStore());

    [Fact]
    public async Task TryAddAsync_MoreThanTenThousandThatAreOver_ForgetsTheOldest()
    {
        await Store.TryAddAsync(Record("runs") with { Status = SessionStatus.Running });
        for (int i = 0; i <= 10_000; i++)
            await Store.TryAddAsync(Record($"over-{i}") with { Status = SessionStatus.Exited });

        Assert.Null(await Store.FindAsync("over-0"));
        Assert.NotNull(await Store.FindAsync("over-1"));
        Assert.NotNull(await Store.FindAsync("runs"));
    }
}
