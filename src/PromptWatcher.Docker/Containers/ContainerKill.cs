using System.Net;
using PromptWatcher.Docker.Engine;
using PromptWatcher.Environments;

namespace PromptWatcher.Docker.Containers;

/// <summary>Ends a container's program: the signal that asks, a grace, SIGKILL. One at a time; one that failed is tried again.</summary>
internal sealed class ContainerKill(EngineClient engine, DockerPtyInfo info, DockerEnvironmentOptions options, PtyOutput output, TimeProvider time)
{
    private readonly Lock _gate = new();
    private Task? _running;

    internal SentSignals Sent { get; } = new();

    /// <summary>The output of what else runs in the container.</summary>
    internal Func<IEnumerable<PtyOutput>> Beside { get; set; } = () => [];

    /// <param name="exited">Completes when the exit has been told.</param>
    internal Task RunAsync(Task exited)
    {
        lock (_gate)
        {
            if (_running is null or { IsFaulted: true })
                _running = KillAsync(exited);
            return _running;
        }
    }

    private async Task KillAsync(Task exited)
    {
        // First of all: an engine whose output nobody takes does not answer a kill.
        output.StopHoldingBack();
        try
        {
            if (options.KillGrace > TimeSpan.Zero && await SendAsync(options.StopSignal).ConfigureAwait(false)
                && await KillGrace.EndedAsync(exited, output, options.KillGrace, time, CancellationToken.None).ConfigureAwait(false))
                return;
            ThrowIfLetGo(exited);

            // A container ends when all in it has been reaped, which Podman does once its output was taken. Not before: until SIGKILL it prints without limit.
            foreach (PtyOutput other in Beside())
                other.StopHoldingBack();
            await SendAsync("SIGKILL").ConfigureAwait(false);
            await ((Task)exited.WaitAsync(options.RequestTimeout, time)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (!exited.IsCompleted)
                throw Stuck("SIGKILL");
            ThrowIfLetGo(exited);
        }
        catch
        {
            output.HoldBackAgain();
            foreach (PtyOutput other in Beside())
                other.HoldBackAgain();
            throw;
        }
    }

    /// <summary>Who let go meanwhile wanted the program to run on, and whoever wanted it ended must hear of that.</summary>
    private static void ThrowIfLetGo(Task exited)
    {
        if (exited.Exception?.InnerException is PtyDetachedException letGo)
            throw letGo;
    }

    /// <summary>Sends a signal; <see langword="false"/> when the program does not run any more.</summary>
    private async Task<bool> SendAsync(string signal)
    {
        int number = StopSignals.Number(signal) ?? throw new ArgumentException($"{signal} is no signal.", nameof(signal));
        bool isNew = Sent.Add(number);
        try
        {
            await engine.KillContainerAsync(info.ContainerId, signal, CancellationToken.None).ConfigureAwait(false);
            return true;
        }
        catch (DockerEngineException error) when (error.InnerException is TimeoutException)
        {
            // It may have arrived all the same.
            throw Stuck(signal, error);
        }
        catch (DockerEngineException error)
        {
            // Podman waits for the end of what it kills, and may answer that the wait failed: the signal has done its work all the same.
            if (error.Status == HttpStatusCode.InternalServerError && await HasEndedAsync().ConfigureAwait(false))
                return true;
            if (isNew)
                Sent.Remove(number);
            if (error.Status is HttpStatusCode.NotFound or HttpStatusCode.Conflict)
                return false;
            throw;
        }
    }

    /// <summary>Whether the program is known to run no more.</summary>
    private async Task<bool> HasEndedAsync()
    {
        try
        {
            return !(await engine.InspectContainerAsync(info.ContainerId, CancellationToken.None).ConfigureAwait(false)).State.Running;
        }
        catch (DockerEngineException error)
        {
            return error.Status == HttpStatusCode.NotFound;
        }
    }

    private EnvironmentException Stuck(string signal, Exception? cause = null) => new(
        $"Cannot end the terminal '{info.Pty.Id}': its container '{info.ContainerName}' was sent {signal}, and the engine has told no exit within {options.RequestTimeout}. "
        + "Look for another client that is attached to the container and does not read, and whether the engine hangs; then kill again.", cause);
}
