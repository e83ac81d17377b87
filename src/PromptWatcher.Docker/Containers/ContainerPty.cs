using System.IO.Pipelines;
using PromptWatcher.Docker.Engine;
using PromptWatcher.Environments;

namespace PromptWatcher.Docker.Containers;

/// <summary>
/// The program that a container was made for. An end of the stream is not an exit: that is the word of the engine's wait, or of its
/// inspection once it is back.
/// </summary>
internal sealed class ContainerPty : DockerPty
{
    /// <summary>How long the engine may take from the end of the stream to the exit code; both are sent at the same moment.</summary>
    private static readonly TimeSpan ExitCodeGrace = TimeSpan.FromSeconds(1);

    /// <summary>How long nothing must come, after the exit, until it is taken for the end of a stream that its engine does not end.</summary>
    private static readonly TimeSpan QuietEnd = TimeSpan.FromSeconds(5);

    private readonly DockerPtyInfo _info;
    private readonly ContainerRecovery _recovery;
    private readonly ContainerResizing _resizing;
    private readonly ContainerKill _kill;
    private readonly CancellationTokenSource _released = new();
    private ContainerWait _wait;
    private Task _painting = Task.CompletedTask;

    internal ContainerPty(
        EngineClient engine, DockerEnvironmentOptions options, DockerPtyInfo info, ContainerWait wait, EngineStream stream, PipeScheduler readerScheduler, TimeProvider time)
        : base(engine, info, readerScheduler)
    {
        _info = info;
        _wait = wait;
        _recovery = new ContainerRecovery(engine, info, options.ReconnectTimeout, time);
        _resizing = new ContainerResizing(engine, info.ContainerId, info.Pty.Size ?? TerminalSize.Default, () => Connection.Ended.IsCompleted ? -1 : Connection.BytesRead, time, _released.Token);
        _kill = new ContainerKill(engine, info, options, Output, time);
        Connect(stream);
        Removed = RunAsync();
    }

    public override bool CanBeTakenOver => true;

    internal override Task Removed { get; }

    internal string ContainerName => _info.ContainerName;

    /// <inheritdoc cref="ContainerKill.Beside"/>
    internal Func<IEnumerable<PtyOutput>> Beside { set => _kill.Beside = value; }

    /// <summary>Has the program paint its screen, which this process has not seen yet.</summary>
    internal void Repaint() => _painting = _resizing.RepaintAsync();

    public override async ValueTask ResizeAsync(TerminalSize size, CancellationToken cancellationToken = default)
    {
        size.Validated(nameof(size));
        if (Completion.IsCompleted)
            return;
        await _resizing.ResizeAsync(size, () => !Connection.Ended.IsCompleted && !_wait.ExitCode.IsCompleted, cancellationToken).ConfigureAwait(false);
        Observer?.OnResized(size);
    }

    public override async ValueTask KillAsync(CancellationToken cancellationToken = default)
    {
        if (!Completion.IsCompleted)
            await _kill.RunAsync(Completion).WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    public override async ValueTask DetachAsync()
    {
        await _released.CancelAsync().ConfigureAwait(false);
        await Removed.ConfigureAwait(false);
    }

    public override async ValueTask DisposeAsync()
    {
        try
        {
            await KillAsync().ConfigureAwait(false);
        }
        finally
        {
            await DetachAsync().ConfigureAwait(false);
        }
    }

    private async Task RunAsync()
    {
        try
        {
            int code = await WatchAsync().ConfigureAwait(false);
            await DrainAsync().ConfigureAwait(false);
            Finish(await DescribeAsync(code).ConfigureAwait(false));
            await Engine.RemoveContainerAsync(ContainerId, CancellationToken.None).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (_released.IsCancellationRequested)
        {
            await EndConnectionAsync().ConfigureAwait(false);
            Lose(new PtyDetachedException($"The terminal '{Id}' was let go. Its container '{_info.ContainerName}' keeps running; AttachPtyAsync takes it over."));
        }
        catch (Exception error)
        {
            // Once the exit is told, what failed is the removal: the next sweep does it.
            if (Completion.IsCompleted)
                return;
            await EndConnectionAsync().ConfigureAwait(false);
            Lose(error as EnvironmentException ?? new PtyLostException($"The terminal '{Id}' was lost: {error.Message}", error));
        }
        finally
        {
            _wait.Dispose();

            // It never throws. Let go in the middle, the terminal would be left with a row too few.
            await _painting.ConfigureAwait(false);
            if (_released.IsCancellationRequested)
                await _resizing.Telling.ConfigureAwait(false);
        }
    }

    /// <summary>The exit code, once the engine has told it.</summary>
    private async Task<int> WatchAsync()
    {
        while (true)
        {
            Task first = await Task.WhenAny(Connection.Ended, _wait.ExitCode).WaitAsync(_released.Token).ConfigureAwait(false);
            if (first == Connection.Ended)
                await Task.WhenAny(_wait.ExitCode, Task.Delay(ExitCodeGrace, _released.Token)).ConfigureAwait(false);
            if (_wait.ExitCode is { IsCompleted: true, Result: { } code })
                return code;

            // Where only the wait was cut, the terminal works on while it is asked for anew.
            Task<Recovered> recovery = _recovery.RunAsync(Connection.Ended, _released.Token);
            if (await Task.WhenAny(recovery, Connection.Ended).ConfigureAwait(false) == Connection.Ended)
                State = DockerPtyState.Reconnecting;
            Recovered recovered = await recovery.ConfigureAwait(false);
            if (recovered.ExitCode is { } known)
                return known;
            _wait.Dispose();
            _wait = recovered.Wait!;
            if (recovered.Stream is { } stream)
            {
                Observer?.OnGap();
                Connect(stream);
            }

            // From here on a new size is sent at once; one of before is sent now.
            State = DockerPtyState.Running;
            _painting = recovered.Stream is null ? _resizing.CatchUpAsync() : _resizing.RepaintAsync();
        }
    }

    /// <summary>
    /// All that the program printed was sent before its exit was told, but an engine does not end every stream (attached to an exited
    /// container, it never does): when nothing comes any more, that is the end.
    /// </summary>
    private async Task DrainAsync()
    {
        long read = -1;
        while (!Connection.Ended.IsCompleted && (Output.IsHeldBack || read != Connection.BytesRead))
        {
            read = Connection.BytesRead;
            await Task.WhenAny(Connection.Ended, Task.Delay(QuietEnd, _released.Token)).ConfigureAwait(false);
            if (_released.IsCancellationRequested)
                break;
        }

        await EndConnectionAsync().ConfigureAwait(false);
    }

    private Task EndConnectionAsync()
    {
        Connection.Close();
        return Connection.Ended;
    }

    /// <summary>What the exit code means.</summary>
    private async Task<PtyExit> DescribeAsync(int code)
    {
        const int killed = 128 + 9;
        if (code == killed && !_kill.Sent.Contains(killed - 128))
        {
            try
            {
                if ((await Engine.InspectContainerAsync(ContainerId, CancellationToken.None).ConfigureAwait(false)).State.OOMKilled)
                    return new PtyExit(null, killed - 128, IsOutOfMemory: true);
            }
            catch (DockerEngineException)
            {
                // Removed behind our back: there is no proof to be had.
            }
        }

        return _kill.Sent.Describe(code);
    }
}
