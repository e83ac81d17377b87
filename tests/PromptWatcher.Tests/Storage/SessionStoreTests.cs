using PromptWatcher.Detection;
using PromptWatcher.Storage;

namespace PromptWatcher.Tests.Storage;

/// <summary>What every store does.</summary>
public abstract class SessionStoreTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Then = new(2031, 2, 3, 4, 5, 6, 789, TimeSpan.Zero);

    private protected ISessionStore Store { get; private set; } = null!;

    public async Task InitializeAsync() => Store = await OpenAsync();

    public abstract Task DisposeAsync();

    /// <summary>An empty store.</summary>
    private protected abstract Task<ISessionStore> OpenAsync();

    [SkippableFact]
    public async Task FindAsync_WhatWasAdded_ComesBackWhole()
    {
        SessionRecord full = Record("full") with
        {
            ProjectId = "p", Agent = "claude", Command = "/usr/bin/claude", WorktreePath = "/repo/.worktrees/session-full", Status = SessionStatus.Exited,
            Activity = Activity.Awaiting, Prompt = new PromptRecord(PromptKind.Permission, "Run 'rm -rf \u65e5\u672c'?\u0001", ["Yes", "No, \"never\""], "rm -rf"),
            ExitCode = 137, Signal = 9, IsOutOfMemory = true, Error = "line\nline", StartedAt = Then.AddSeconds(1), StateSince = Then.AddTicks(10), EndedAt = Then.AddDays(1),
        };

        Assert.True(await Store.TryAddAsync(full));
        Assert.True(await Store.TryAddAsync(Record("bare")));

        Assert.Equal(full, await Store.FindAsync("full"));
        Assert.Equal(Record("bare"), await Store.FindAsync("bare"));
        Assert.Null(await Store.FindAsync("none"));
    }

    [SkippableFact]
    public async Task TryAddAsync_SecondOfASession_IsRefused()
    {
        Assert.True(await Store.TryAddAsync(Record("a") with { Command = "first" }));
        Assert.False(await Store.TryAddAsync(Record("a") with { Command = "second" }));

        Assert.Equal("first", (await Store.FindAsync("a"))!.Command);
    }

    [SkippableFact]
    public async Task TryUpdateAsync_OlderOrEqualRevision_IsRefused()
    {
        await Store.TryAddAsync(Record("a") with { Revision = 5 });

        Assert.False(await Store.TryUpdateAsync(Record("a") with { Revision = 5, Command = "equal" }));
        Assert.False(await Store.TryUpdateAsync(Record("a") with { Revision = 4, Command = "older" }));
        Assert.False(await Store.TryUpdateAsync(Record("b") with { Revision = 9 }));
        Assert.True(await Store.TryUpdateAsync(Record("a") with { Revision = 6, Command = "newer" }));

        Assert.Equal("newer", (await Store.FindAsync("a"))!.Command);
    }

    [SkippableFact]
    public async Task ListAsync_OfAProject_IsInTheOrderOfCreation()
    {
        await Store.TryAddAsync(Record("late") with { ProjectId = "p", CreatedAt = Then.AddHours(1) });
        await Store.TryAddAsync(Record("early") with { ProjectId = "p" });
        await Store.TryAddAsync(Record("other") with { ProjectId = "q" });

        Assert.Equal(["early", "late"], await Ids("p"));
        Assert.Equal(["early", "other", "late"], await Ids(null));
    }

    [SkippableFact]
    public async Task RemoveAsync_ARecord_IsGoneOnce()
    {
        await Store.TryAddAsync(Record("a"));

        Assert.True(await Store.RemoveAsync("a"));
        Assert.False(await Store.RemoveAsync("a"));
        Assert.Null(await Store.FindAsync("a"));
    }

    [SkippableFact]
    public async Task TryUpdateAsync_ThousandWritersAtOnce_KeepTheNewest()
    {
        await Store.TryAddAsync(Record("a") with { Revision = 0 });
        var start = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Task[] writers = [.. Enumerable.Range(1, 1_000).Select(async i =>
        {
            await start.Task;
            await Store.TryUpdateAsync(Record("a") with { Revision = i, Command = $"writer {i}" });
            Assert.True(await Store.TryAddAsync(Record($"own-{i}")));
        })];

        start.SetResult();
        await Task.WhenAll(writers);

        Assert.Equal((1_000, "writer 1000"), await Store.FindAsync("a") is { } last ? ((int)last.Revision, last.Command) : default);
        Assert.Equal(1_001, (await Ids(null)).Count);
    }

    [SkippableFact]
    public async Task TryAddAsync_ThousandOfOneSessionAtOnce_OneWins()
    {
        bool[] added = await Task.WhenAll(Enumerable.Range(0, 1_000).Select(i => Task.Run(async () => await Store.TryAddAsync(Record("a") with { Command = $"{i}" }))));

        Assert.Single(added, won => won);
    }

    private protected static SessionRecord Record(string id) => new() { SessionId = id, EnvironmentId = "local", Host = "machine/1/2", CreatedAt = Then, UpdatedAt = Then };

    private protected async Task<List<string>> Ids(string? project)
    {
        var ids = new List<string>();
        await foreach (SessionRecord record in Store.ListAsync(project))
            ids.Add(record.SessionId);
        return ids;
    }
}
