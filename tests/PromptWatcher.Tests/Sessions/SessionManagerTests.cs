using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using PromptWatcher.Environments;
using PromptWatcher.Environments.Local;
using PromptWatcher.Sessions;

namespace PromptWatcher.Tests.Sessions;

public sealed class SessionManagerTests
{
    private static readonly PtySpawnOptions Cat = new() { Command = "cat" };

    [Fact]
    public async Task StartAsync_UnknownEnvironment_ListsTheKnownOnes()
    {
        await using var manager = new SessionManager();

        var error = await Assert.ThrowsAsync<UnknownIdException>(async () => await manager.StartAsync(Cat with { EnvironmentId = "dokcer" }));

        Assert.Contains("'dokcer'", error.Message, StringComparison.Ordinal);
        Assert.Contains("local, replay", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task StartAsync_UnknownAgent_ListsTheKnownOnes()
    {
        await using var manager = new SessionManager();

        var error = await Assert.ThrowsAsync<UnknownIdException>(async () => await manager.StartAsync(Cat with { Agent = "cluade" }));

        Assert.Contains("'cluade'", error.Message, StringComparison.Ordinal);
        Assert.Contains("claude", error.Message, StringComparison.Ordinal);
        Assert.Empty(manager.Sessions);
    }

    [Theory]
    [InlineData("")]
    [InlineData("../up")]
    [InlineData("-dash")]
    [InlineData("has space")]
    [InlineData("ünicode")]
    public async Task StartAsync_ImpossibleSessionId_IsRefused(string id)
    {
        await using var manager = new SessionManager();

        await Assert.ThrowsAsync<EnvironmentException>(async () => await manager.StartAsync(Cat with { SessionId = id }));
    }

    [Fact]
    public async Task StartAsync_SameIdAtOnce_GivesOneSessionAndOneClearError()
    {
        await using var manager = new SessionManager();

        Task<TerminalSession>[] both = [.. Enumerable.Range(0, 2).Select(_ => Task.Run(async () => await manager.StartAsync(Cat with { SessionId = "same" })))];
        await Task.WhenAll(both).ContinueWith(static _ => true, TaskScheduler.Default);

        Assert.Equal(1, both.Count(task => task.IsCompletedSuccessfully));
        Assert.Contains("'same'", Assert.IsType<EnvironmentException>(both.Single(task => task.IsFaulted).Exception!.InnerException).Message, StringComparison.Ordinal);
        Assert.Single(manager.Sessions);
    }

    [Fact]
    public async Task StartAsync_FailedSpawn_FreesTheId()
    {
        await using var manager = new SessionManager();
        await Assert.ThrowsAsync<CommandNotFoundException>(async () => await manager.StartAsync(new PtySpawnOptions { Command = "no-such-program", SessionId = "again" }));

        TerminalSession session = await manager.StartAsync(Cat with { SessionId = "again" });

        Assert.True(manager.TryGet("again", out TerminalSession? found));
        Assert.Same(session, found);
    }

    [Fact]
    public async Task StartAsync_BeyondTheLimit_NamesTheOptionToRaise()
    {
        await using var manager = new SessionManager(new PromptWatcherOptions { MaxSessions = 1 });
        await manager.StartAsync(Cat);

        var error = await Assert.ThrowsAsync<EnvironmentException>(async () => await manager.StartAsync(Cat));

        Assert.Contains("MaxSessions", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task DisposeAsync_RunningSessions_EndsTheirPrograms()
    {
        var manager = new SessionManager();
        TerminalSession session = await manager.StartAsync(Cat);

        await manager.DisposeAsync();

        Assert.NotNull((await session.Completion.WaitAsync(TimeSpan.FromSeconds(30))).Signal);
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await manager.StartAsync(Cat));
    }

    [Fact]
    public async Task Adopt_TerminalThatSomebodyElseSpawned_IsWatched()
    {
        await using var manager = new SessionManager();
        PtyProcess process = await new LocalEnvironment().SpawnPtyAsync(new PtySpawnOptions { Command = "echo", Arguments = ["hello"] });

        TerminalSession session = manager.Adopt(process, TerminalSize.Default);

        Assert.Equal(new PtyExit(0), await session.Completion.WaitAsync(TimeSpan.FromSeconds(30)));
        Assert.Equal("hello", session.Snapshot().Lines[0]);
    }

    [Fact]
    public void AddPromptWatcher_Twice_RegistersOnceWithBothConfigurations()
    {
        var services = new ServiceCollection();
        services.AddPromptWatcher(options => options.MaxSessions = 7);
        services.AddPromptWatcher(options => options.RetainExited = TimeSpan.Zero);
        using ServiceProvider provider = services.BuildServiceProvider();

        PromptWatcherOptions options = provider.GetRequiredService<IOptions<PromptWatcherOptions>>().Value;

        Assert.Equal((7, TimeSpan.Zero), (options.MaxSessions, options.RetainExited));
        Assert.Same(provider.GetRequiredService<SessionManager>(), provider.GetRequiredService<SessionManager>());
        Assert.Equal(2, services.Count(service => service.IsKeyedService));
    }

    [Fact]
    public async Task AddEnvironment_OwnAdapter_IsFoundByItsKey()
    {
        var services = new ServiceCollection();
        services.AddPromptWatcher().AddEnvironment<LocalEnvironment>("build-box");
        await using ServiceProvider provider = services.BuildServiceProvider();

        TerminalSession session = await provider.GetRequiredService<SessionManager>().StartAsync(Cat with { EnvironmentId = "build-box" });

        Assert.Single(await provider.GetRequiredKeyedService<IEnvironmentAdapter>("build-box").ListPtysAsync().ToListAsync());
        await session.KillAsync();
    }

    [Fact]
    public void AddPromptWatcher_LimitOutOfRange_NamesValueAndRange()
    {
        var services = new ServiceCollection();
        services.AddPromptWatcher(options => options.MaxSessions = 0);
        using ServiceProvider provider = services.BuildServiceProvider();

        var error = Assert.Throws<OptionsValidationException>(provider.GetRequiredService<SessionManager>);

        Assert.Contains("MaxSessions is 0; it must be from 1 to 100000", error.Message, StringComparison.Ordinal);
    }
}
