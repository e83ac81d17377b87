using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using PromptWatcher.Sessions;
using PromptWatcher.Storage;

namespace PromptWatcher.AspNetCore;

/// <summary>Takes over, when the application starts, the sessions that its last run has left running.</summary>
internal sealed class SessionAdoption(SessionManager manager, IOptions<PromptWatcherWebOptions> options, ILogger<SessionAdoption> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!options.Value.AttachRunning)
            return;
        try
        {
            await manager.AttachRunningAsync(stoppingToken).ConfigureAwait(false);
        }
        catch (SessionStoreException error)
        {
            logger.SessionsNotAdopted(error);
        }
    }
}
