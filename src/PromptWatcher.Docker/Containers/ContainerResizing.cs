using PromptWatcher.Docker.Engine;
using PromptWatcher.Environments;

namespace PromptWatcher.Docker.Containers;

/// <summary>Gives a container's terminal its size, one call at a time and only the newest of several that wait.</summary>
/// <param name="engine">Where it is.</param>
/// <param name="containerId">Which.</param>
/// <param name="first">The size that it has.</param>
/// <param name="printed">Another number whenever the program has printed, or can print no more.</param>
/// <param name="time">The clock between sizes.</param>
/// <param name="released">The terminal was let go: another process may give it a size now.</param>
internal sealed class ContainerResizing(EngineClient engine, string containerId, TerminalSize first, Func<long> printed, TimeProvider time, CancellationToken released)
{
    /// <summary>Between the two sizes of a repaint at least: signals that come closer together are one to a program, which then sees no change.</summary>
    private static readonly TimeSpan BetweenSizes = TimeSpan.FromMilliseconds(100);

    /// <summary>Between them at most: not every program prints at a change of size.</summary>
    private static readonly TimeSpan UntilPainted = TimeSpan.FromSeconds(2);

    /// <summary>After a size, and then after it was told again.</summary>
    private static readonly TimeSpan[] PodmanIsToldAgain = [TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(5)];

    private readonly SemaphoreSlim _turn = new(1, 1);
    private TerminalSize _wanted = first;
    private TerminalSize _sent = first;
    private int _told;

    /// <summary>Ends when the size is not told again any more, at the latest when the terminal was let go. Never fails.</summary>
    internal Task Telling { get; private set; } = Task.CompletedTask;

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
            (TerminalSize wanted, long before, TimeSpan waited) = (_wanted, printed(), TimeSpan.Zero);
            await SetAsync(wanted with { Rows = wanted.Rows > 1 ? wanted.Rows - 1 : 2 }, CancellationToken.None).ConfigureAwait(false);

            // A program that gets no CPU hears of two sizes at once, and a shell's trap forgets a second signal that comes while it handles the first.
            do
            {
                await Task.Delay(BetweenSizes, time).ConfigureAwait(false);
                waited += BetweenSizes;
            }
            while (waited < UntilPainted && printed() == before && _wanted == wanted && !released.IsCancellationRequested);
            await SetWantedAsync(CancellationToken.None).ConfigureAwait(false);
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
            await SetWantedAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _turn.Release();
        }
    }

    private async Task SetWantedAsync(CancellationToken cancellationToken)
    {
        await SetAsync(_wanted, cancellationToken).ConfigureAwait(false);
        if (!(await engine.GetVersionAsync(cancellationToken).ConfigureAwait(false)).IsPodman)
            return;
        await Task.Delay(BetweenSizes, time, CancellationToken.None).ConfigureAwait(false);
        await SetAsync(_wanted, cancellationToken).ConfigureAwait(false);
        Telling = TellAgainAsync(++_told);
    }

    /// <summary>
    /// Of several sizes that wait for it, Podman's conmon takes the first as often as there are any (seen with conmon 2.1.6): where it does not run for a while, a
    /// repaint leaves it at the other size. To be told again changes nothing where the last was heard.
    /// </summary>
    private async Task TellAgainAsync(int told)
    {
        foreach (TimeSpan pause in PodmanIsToldAgain)
        {
            try
            {
                await Task.Delay(pause, time, released).ConfigureAwait(false);
                await _turn.WaitAsync(released).ConfigureAwait(false);
            }
            catch (OperationCanceledException)
            {
                return;
            }

            try
            {
                if (told != _told)
                    return;
                await SetAsync(_wanted, CancellationToken.None).ConfigureAwait(false);
            }
            catch (Exception error) when (error is EnvironmentException or ObjectDisposedException)
            {
                // The container has ended, or the engine is away or busy.
            }
            finally
            {
                _turn.Release();
            }
        }
    }

    private async Task SetAsync(TerminalSize size, CancellationToken cancellationToken)
    {
        await engine.ResizeContainerAsync(containerId, size, cancellationToken).ConfigureAwait(false);
        _sent = size;
    }
}
