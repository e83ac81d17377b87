using Microsoft.Extensions.DependencyInjection;
using PromptWatcher.AspNetCore.Health;

namespace PromptWatcher;

/// <summary>Adds PromptWatcher to an application's health checks.</summary>
public static class PromptWatcherHealthChecksBuilderExtensions
{
    /// <summary>
    /// Adds the check <c>"promptwatcher"</c>: unhealthy when the store cannot be written to or the terminals are not read, degraded when an environment, such as a Docker
    /// engine, does not answer within 5 s, or the terminals are read a second late or more. Its data has <c>drainLagMilliseconds</c>.
    /// </summary>
    /// <param name="builder">What <c>AddHealthChecks()</c> returned.</param>
    public static IHealthChecksBuilder AddPromptWatcher(this IHealthChecksBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.AddCheck<PromptWatcherHealthCheck>("promptwatcher");
    }
}
