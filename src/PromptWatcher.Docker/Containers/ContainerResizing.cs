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

    /// <summary>Without a connection the size is only noted: the repaint that follows it sets it.</summary>
    internal async Task ResizeAsync(TerminalSize size, bool isConnected, CancellationToken cancellationToken)
    {
        _wanted = size;
        if (!isConnected)
            return;
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            TerminalSize newest = _wanted;
            if (newest == _sent)
                return;
            await engine.ResizeContainerAsync(containerId, newest, cancellationToken).ConfigureAwait(false);
            _sent = newest;
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Has the program paint its whole screen: a terminal tells it of another size, and of no other than that. Never throws.</summary>
    internal async Task RepaintAsync()
    {
        await _turn.WaitAsync().ConfigureAwait(false);
        try
        {
            TerminalSize size = _wanted;
            await engine.ResizeContainerAsync(containerId, size with { Rows = size.Rows > 1 ? size.Rows - 1 : 2 }, CancellationToken.None).ConfigureAwait(false);
            await Task.Delay(BetweenSizes, time).ConfigureAwait(false);
            _sent = _wanted;
            await engine.ResizeContainerAsync(containerId, _sent, CancellationToken.None).ConfigureAwait(false);
        }
        catch (EnvironmentException)
        {
            // The engine went away again; the next connection is followed by another repaint.
        }
        finally
        {
            _turn.Release();
        }
    }
}
