using System.Net;
using PromptWatcher.Docker.Engine;
using PromptWatcher.Environments;

namespace PromptWatcher.Docker.Containers;

/// <summary>Ends a container's program: the signal that asks, a grace, SIGKILL. One at a time; one that failed is tried again.</summary>
internal sealed class ContainerKill(EngineClient engine, DockerPtyInfo info, DockerEnvironmentOptions options, TimeProvider time)
{
    private static readonly TimeSpan GraceSlice = TimeSpan.FromMilliseconds(50);

    private readonly Lock _gate = new();
    private Task? _running;

    /// <summary>The number of the signal that was sent last.</summary>
    internal int? Sent { get; private set; }

    /// <param name="exited">Completes when the exit has been told.</param>
    /// <param name="isTooMuch">The program prints too much for its grace to go on.</param>
    internal Task RunAsync(Task exited, Func<bool> isTooMuch)
    {
        lock (_gate)
        {
            if (_running is null or { IsFaulted: true })
                _running = KillAsync(exited, isTooMuch);
            return _running;
        }
    }

    private async Task KillAsync(Task exited, Func<bool> isTooMuch)
    {
        if (options.KillGrace > TimeSpan.Zero && await SendAsync(options.StopSignal).ConfigureAwait(false))
        {
            long begin = time.GetTimestamp();
            while (time.GetElapsedTime(begin) < options.KillGrace && !isTooMuch())
            {
                if (await IsOverAsync(exited, GraceSlice).ConfigureAwait(false))
                    return;
            }
        }

        await SendAsync("SIGKILL").ConfigureAwait(false);
        if (!await IsOverAsync(exited, options.RequestTimeout).ConfigureAwait(false))
        {
            throw new EnvironmentException($"Cannot end the terminal '{info.Pty.Id}': its container '{info.ContainerName}' was sent SIGKILL, and the engine has told no exit "
                + $"within {options.RequestTimeout}. Look for another client that is attached to the container and does not read; then kill again.");
        }
    }

    /// <summary>Sends a signal; <see langword="false"/> when the program does not run any more.</summary>
    private async Task<bool> SendAsync(string signal)
    {
        Sent = StopSignals.Number(signal);
        try
        {
            await engine.KillContainerAsync(info.ContainerId, signal, CancellationToken.None).ConfigureAwait(false);
            return true;
        }
        catch (DockerEngineException error) when (error.Status is HttpStatusCode.NotFound or HttpStatusCode.Conflict)
        {
            return false;
        }
    }

    private async Task<bool> IsOverAsync(Task exited, TimeSpan limit)
    {
        await ((Task)exited.WaitAsync(limit, time)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return exited.IsCompleted;
    }
}
