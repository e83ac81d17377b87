using PromptWatcher.Docker.Engine;
using PromptWatcher.Environments;

namespace PromptWatcher.Docker.Containers;

/// <summary>Gives a container's terminal its size, one call at a time and only the newest of several that wait.</summary>
internal sealed class ContainerResizing(EngineClient engine, string containerId, TerminalSize first, TimeProvider time)
{
    /// <summary>Between the two sizes of a repaint: signals that come closer together are one to a program, which then sees no change.</summary>
    private static readonly TimeSpan BetweenSizes = TimeSpan.FromMilliseconds(100);

    private readonly SemaphoreSlim _turn = new(1, 1);
    private TerminalSize _wanted = first;
    private TerminalSize _sent = first;

    /// <summary>Without a connection the size is only noted: what follows the next connection sets it.</summary>
    internal async Task ResizeAsync(TerminalSize size, Func<bool> isConnected, CancellationToken cancellationToken)
    {
        _wanted = size;
        if (!isConnected())
            return;
        try
        {
            await SendAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (DockerEngineException) when (!isConnected())
        {
            // The engine went away meanwhile.
        }
    }

    /// <summary>Sets the size that was noted, if one was. Never throws.</summary>
    internal async Task CatchUpAsync()
    {
        try
        {
            await SendAsync(CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception error) when (error is EnvironmentException or ObjectDisposedException)
        {
            // The engine went away again; it is caught up with at the next connection.
        }
    }

    /// <summary>Has the program paint its whole screen: a terminal tells it of another size, and of no other than that. Never throws.</summary>
    internal async Task RepaintAsync()
    {
        await _turn.WaitAsync().ConfigureAwait(false);
        try
        {
            await TellAsync(_wanted with { Rows = _wanted.Rows > 1 ? _wanted.Rows - 1 : 2 }, CancellationToken.None).ConfigureAwait(false);
            await Task.Delay(BetweenSizes, time).ConfigureAwait(false);
            await TellAsync(_wanted, CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception error) when (error is EnvironmentException or ObjectDisposedException)
        {
            // The engine went away again; the next connection is followed by another repaint.
        }
        finally
        {
            _turn.Release();
        }
    }

    private async Task SendAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (_wanted == _sent)
                return;
            await TellAsync(_wanted, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>
    /// Podman forgets a size that comes right after another: 2 of 40, none after 20 ms on a machine with nothing else to do, some after 100 ms on a busy one. It is told
    /// again, which changes nothing where it was heard.
    /// </summary>
    private async Task TellAsync(TerminalSize size, CancellationToken cancellationToken)
    {
        await SetAsync(size, cancellationToken).ConfigureAwait(false);
        if (!(await engine.GetVersionAsync(cancellationToken).ConfigureAwait(false)).IsPodman)
            return;
        await Task.Delay(BetweenSizes, time, CancellationToken.None).ConfigureAwait(false);
        await SetAsync(size, cancellationToken).ConfigureAwait(false);
    }

    private async Task SetAsync(TerminalSize size, CancellationToken cancellationToken)
    {
        await engine.ResizeContainerAsync(containerId, size, cancellationToken).ConfigureAwait(false);
        _sent = size;
    }
}
