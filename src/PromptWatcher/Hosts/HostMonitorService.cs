using Microsoft.Extensions.Hosting;

namespace PromptWatcher.Hosts;

/// <summary>Runs the monitor as long as the application. A host that is away does not keep the application from starting.</summary>
internal sealed class HostMonitorService(HostMonitor monitor) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        _ = monitor.StartAsync(CancellationToken.None);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => monitor.StopAsync(cancellationToken);
}
