using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using PromptWatcher.Environments;
using PromptWatcher.Environments.Unix;
using PromptWatcher.Sessions;
using PromptWatcher.Storage;

namespace PromptWatcher.AspNetCore.Health;

/// <summary>Asks each environment what runs in it, the store whether it can be written to, and the loop that reads the terminals whether it is behind.</summary>
internal sealed class PromptWatcherHealthCheck(SessionManager manager, IServiceProvider services) : IHealthCheck
{
    /// <summary>An engine that has not answered by then does not answer.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>From here on a person sees that terminals are late; in a flood the loop is some ms behind.</summary>
    private static readonly TimeSpan LongestLag = TimeSpan.FromSeconds(1);

    /// <summary>Nobody's: an update of it writes nothing, and fails where nothing can be written.</summary>
    private static readonly SessionRecord Nobody = new() { SessionId = "promptwatcher.health", EnvironmentId = "", Host = "" };

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        if (await FailureAsync(async () => await manager.Store.TryUpdateAsync(Nobody, patience.Token).ConfigureAwait(false), cancellationToken).ConfigureAwait(false) is { } unwritable)
            return HealthCheckResult.Unhealthy("The store cannot be written to.", unwritable);

        TimeSpan lag = Patience;
        if (await FailureAsync(async () => lag = await EventLoop.Shared.MeasureLagAsync(patience.Token).ConfigureAwait(false), cancellationToken).ConfigureAwait(false) is { } unread)
            return HealthCheckResult.Unhealthy("The terminals are not read: the loop that reads them does not answer.", unread);

        // An engine that is away takes its own sessions along and no others; one that hangs keeps none of the others waiting.
        string?[] asked = await Task.WhenAll(manager.Environments.Select(async id =>
            services.GetKeyedService<IEnvironmentAdapter>(id) is { } environment && await IsAwayAsync(environment, cancellationToken).ConfigureAwait(false) ? id : null)).ConfigureAwait(false);
        string[] away = [.. asked.OfType<string>()];
        var data = new Dictionary<string, object> { ["drainLagMilliseconds"] = lag.TotalMilliseconds };
        if (away.Length > 0)
            return HealthCheckResult.Degraded($"These environments do not answer: {string.Join(", ", away)}.", data: data);
        return lag < LongestLag ? HealthCheckResult.Healthy(data: data) : HealthCheckResult.Degraded($"The terminals are read {lag.TotalSeconds:0.0} s late: the machine has too much to do.", data: data);
    }

    private static async Task<bool> IsAwayAsync(IEnvironmentAdapter environment, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        return await FailureAsync(async () => await environment.ListPtysAsync(patience.Token).FirstOrDefaultAsync(patience.Token).ConfigureAwait(false), cancellationToken).ConfigureAwait(false) is not null;
    }

    private static async Task<Exception?> FailureAsync(Func<Task> operation, CancellationToken cancellationToken)
    {
        try
        {
            await operation().ConfigureAwait(false);
            return null;
        }
        catch (Exception error) when (!cancellationToken.IsCancellationRequested)
        {
            return error;
        }
    }
}
