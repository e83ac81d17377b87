using System.Net;
using PromptWatcher.Docker.Engine;
using PromptWatcher.Environments;

namespace PromptWatcher.Docker.Containers;

/// <summary>What became of a container whose connection was lost: it exited, or it runs on and is connected again.</summary>
internal readonly record struct Recovered(int? ExitCode, ContainerWait? Wait = null, EngineStream? Stream = null);

/// <summary>Asks an engine, as soon as it answers again, what became of a container, and connects to it anew.</summary>
internal sealed class ContainerRecovery(EngineClient engine, DockerPtyInfo info, TimeSpan timeout, TimeProvider time)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(2);

    /// <summary>A connection that lived for less than this was none: the next attempt comes after a longer pause.</summary>
    private static readonly TimeSpan Lived = TimeSpan.FromSeconds(5);

    private TimeSpan _pause = FirstPause;
    private long _recovered;

    /// <param name="ended">Completes when the terminal's connection has ended: an engine that goes down may cut the wait first.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="PtyLostException">The container is gone, or the engine stayed away for too long.</exception>
    internal async Task<Recovered> RunAsync(Task ended, CancellationToken cancellationToken)
    {
        long begin = time.GetTimestamp();
        if (_recovered == 0 || time.GetElapsedTime(_recovered) > Lived)
            _pause = FirstPause;
        else
            await PauseAsync(cancellationToken).ConfigureAwait(false);
        while (true)
        {
            try
            {
                if (await TryAsync(ended, cancellationToken).ConfigureAwait(false) is { } recovered)
                {
                    _recovered = time.GetTimestamp();
                    return recovered;
                }

                // A paused container is alive and cannot be attached to, for as long as somebody wants it so.
                begin = time.GetTimestamp();
            }
            catch (DockerEngineException error) when (error.Status == HttpStatusCode.NotFound)
            {
                throw new PtyLostException($"The terminal '{info.Pty.Id}' was lost: its container '{info.ContainerName}' was removed by somebody else, "
                    + "and its exit code with it. Start the session again; whoever removes containers should leave those with the label 'promptwatcher.session' alone.", error);
            }
            catch (DockerEngineException error)
            {
                if (time.GetElapsedTime(begin) + _pause > timeout)
                {
                    throw new PtyLostException($"The terminal '{info.Pty.Id}' was lost: the engine did not give container '{info.ContainerName}' back within {timeout}. "
                        + $"Last it said: {error.Message} Once it is back, AttachPtyAsync takes the terminal over, if its container still runs.", error);
                }
            }

            await PauseAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task PauseAsync(CancellationToken cancellationToken)
    {
        await Task.Delay(_pause, time, cancellationToken).ConfigureAwait(false);
        _pause = _pause * 2 < LongestPause ? _pause * 2 : LongestPause;
    }

    private async Task<Recovered?> TryAsync(Task ended, CancellationToken cancellationToken)
    {
        ContainerInspection found = await engine.InspectContainerAsync(info.ContainerId, cancellationToken).ConfigureAwait(false);
        if (!found.State.Running)
            return new Recovered(found.State.ExitCode);
        if (found.State.Paused && ended.IsCompleted)
            return null;

        // From here on an exit is not missed: one that came since the inspection is told at once.
        ContainerWait wait = await engine.WaitContainerAsync(info.ContainerId, "not-running", cancellationToken).ConfigureAwait(false);
        try
        {
            return new Recovered(null, wait, ended.IsCompleted ? await engine.AttachContainerAsync(info.ContainerId, cancellationToken).ConfigureAwait(false) : null);
        }
        catch
        {
            wait.Dispose();
            throw;
        }
    }
}
