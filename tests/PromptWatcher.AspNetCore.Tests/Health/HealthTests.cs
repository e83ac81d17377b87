using System.Runtime.CompilerServices;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using PromptWatcher.Environments;
using PromptWatcher.Storage;

namespace PromptWatcher.AspNetCore.Tests.Health;

public sealed class HealthTests
{
    [Fact]
    public async Task Check_EverythingAnswers_IsHealthyAndTellsHowLateTerminalsAreRead()
    {
        HealthReportEntry entry = await CheckAsync(_ => { });

        Assert.Equal(HealthStatus.Healthy, entry.Status);
        Assert.InRange((double)entry.Data["drainLagMilliseconds"], 0, 1_000);
    }

    [Fact]
    public async Task Check_EnvironmentThatDoesNotAnswer_IsNamed()
    {
        HealthReportEntry entry = await CheckAsync(builder => builder.AddEnvironment<AwayEnvironment>("engine"));

        Assert.Equal(HealthStatus.Degraded, entry.Status);
        Assert.Contains("engine", entry.Description, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_EnvironmentThatHangs_KeepsNoOtherWaiting()
    {
        await using WebHost host = await WebHost.StartAsync(services: static services =>
        {
            services.AddHealthChecks().AddPromptWatcher();
            services.AddPromptWatcher().AddEnvironment<HangingEnvironment>("engine");
        });
        await host.RunAsync("sleep 60");

        HealthReportEntry entry = (await host.Service<HealthCheckService>().CheckHealthAsync()).Entries["promptwatcher"];

        Assert.Equal("These environments do not answer: engine.", entry.Description);
    }

    [Fact]
    public async Task Check_StoreThatCannotBeWritten_IsUnhealthy() =>
        Assert.Equal(HealthStatus.Unhealthy, (await CheckAsync(builder => builder.AddStore(_ => new AwayStore()))).Status);

    private static async Task<HealthReportEntry> CheckAsync(Action<IPromptWatcherBuilder> add)
    {
        await using WebHost host = await WebHost.StartAsync(services: services =>
        {
            services.AddHealthChecks().AddPromptWatcher();
            add(services.AddPromptWatcher());
        });
        return (await host.Service<HealthCheckService>().CheckHealthAsync()).Entries["promptwatcher"];
    }

    private sealed class HangingEnvironment : AwayEnvironment
    {
        public override async IAsyncEnumerable<PtyInfo> ListPtysAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
        {
            await Task.Delay(Timeout.Infinite, cancellationToken);
            yield break;
        }
    }

    private class AwayEnvironment : IEnvironmentAdapter
    {
        public ValueTask<PtyProcess> SpawnPtyAsync(PtySpawnOptions options, CancellationToken cancellationToken = default) => throw new EnvironmentException("away");

        public ValueTask KillPtyAsync(string ptyId, CancellationToken cancellationToken = default) => throw new EnvironmentException("away");

        public ValueTask ResizePtyAsync(string ptyId, TerminalSize size, CancellationToken cancellationToken = default) => throw new EnvironmentException("away");

        public virtual IAsyncEnumerable<PtyInfo> ListPtysAsync(CancellationToken cancellationToken = default) => throw new EnvironmentException("away");

        public ValueTask<PtyProcess> AttachPtyAsync(string ptyId, PtyAttachOptions? options = null, CancellationToken cancellationToken = default) => throw new EnvironmentException("away");
    }

    private sealed class AwayStore : ISessionStore
    {
        public ValueTask<bool> TryAddAsync(SessionRecord record, CancellationToken cancellationToken = default) => throw new SessionStoreException("away", null);

        public ValueTask<bool> TryUpdateAsync(SessionRecord record, CancellationToken cancellationToken = default) => throw new SessionStoreException("away", null);

        public ValueTask<SessionRecord?> FindAsync(string sessionId, CancellationToken cancellationToken = default) => throw new SessionStoreException("away", null);

        public IAsyncEnumerable<SessionRecord> ListAsync(string? projectId = null, CancellationToken cancellationToken = default) => throw new SessionStoreException("away", null);

        public ValueTask<bool> RemoveAsync(string sessionId, CancellationToken cancellationToken = default) => throw new SessionStoreException("away", null);
    }
}
