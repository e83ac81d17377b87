using System.IO.Pipelines;
using System.Net;
using PromptWatcher.Docker.Containers;
using PromptWatcher.Docker.Engine;
using PromptWatcher.Environments;

namespace PromptWatcher.Docker.Execs;

/// <summary>
/// A program in a container that was there before it. An engine gives such a terminal to one client, once, has no call that kills it, and
/// forgets it when it restarts.
/// </summary>
internal sealed class ExecPty : DockerPty
{
    private readonly DockerEnvironmentOptions _options;
    private readonly ExecSpec _spec;
    private readonly string _exec;
    private readonly TimeProvider _time;
    private readonly ExecKill _kill;

    internal ExecPty(
        EngineClient engine, DockerEnvironmentOptions options, ExecSpec spec, ExecKill kill, PtyInfo info, string exec, EngineStream stream, PipeScheduler readerScheduler, TimeProvider time)
        : base(engine, new DockerPtyInfo(info, spec.Container, spec.Container), readerScheduler)
    {
        _options = options;
        _spec = spec;
        _exec = exec;
        _time = time;
        _kill = kill;
        Connect(stream);
        Removed = RunAsync();
    }

    internal override Task Removed { get; }

    /// <summary>Whether that container is the one that was named for it: by its name, or its id or the beginning of that.</summary>
    internal bool IsIn(ContainerPty container) =>
        _spec.Container == container.ContainerName || container.ContainerId.StartsWith(_spec.Container, StringComparison.Ordinal);

    public override async ValueTask ResizeAsync(TerminalSize size, CancellationToken cancellationToken = default)
    {
        size.Validated(nameof(size));
        if (Completion.IsCompleted)
            return;
        await Engine.ResizeExecAsync(_exec, size, cancellationToken).ConfigureAwait(false);
        Observer?.OnResized(size);
    }

    public override async ValueTask KillAsync(CancellationToken cancellationToken = default)
    {
        if (!Completion.IsCompleted)
            await KillAllAsync(cancellationToken).ConfigureAwait(false);
    }

    public override ValueTask DetachAsync() => throw new EnvironmentException(
        $"Cannot let go of the terminal '{Id}': it runs in container '{_spec.Container}', which is not its own, and nobody could take it over. "
        + $"End it, or start it without {nameof(DockerSpawnOptions.Container)} next time.");

    public override async ValueTask DisposeAsync()
    {
        try
        {
            // Also of a lost one, which nobody will ever see again.
            if (State != DockerPtyState.Exited)
                await KillAllAsync(CancellationToken.None).ConfigureAwait(false);
        }
        catch (DockerEngineException error) when (error.Status is HttpStatusCode.NotFound or HttpStatusCode.Conflict)
        {
            // The container is gone, or stopped, and the program with it.
        }
        finally
        {
            Connection.Close();
            await Removed.ConfigureAwait(false);
        }
    }

    private async Task KillAllAsync(CancellationToken cancellationToken)
    {
        Output.StopHoldingBack();
        try
        {
            if (_options.KillGrace > TimeSpan.Zero)
            {
                await _kill.SendAsync(_options.StopSignal, cancellationToken).ConfigureAwait(false);
                await KillGrace.EndedAsync(Completion, Output, _options.KillGrace, _time, cancellationToken).ConfigureAwait(false);
            }

            // Also when the program itself has gone: what it started may be left.
            await _kill.SendAsync("SIGKILL", cancellationToken).ConfigureAwait(false);
            await ((Task)Completion.WaitAsync(_options.RequestTimeout, _time, cancellationToken)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            cancellationToken.ThrowIfCancellationRequested();
            if (!Completion.IsCompleted)
                throw new EnvironmentException($"Cannot end the terminal '{Id}' in container '{_spec.Container}': every process with its mark was sent SIGKILL, and the engine has told no exit within {_options.RequestTimeout}. Stop the container.");
        }
        catch
        {
            Output.HoldBackAgain();
            throw;
        }
    }

    private async Task RunAsync()
    {
        await Connection.Ended.ConfigureAwait(false);
        try
        {
            ExecInspection found = await InspectAsync().ConfigureAwait(false);
            if (found is { Running: false, ExitCode: { } code })
                Finish(_kill.Sent.Describe(code));
            else
                Lose(new PtyLostException($"The terminal '{Id}' was lost: the connection to container '{_spec.Container}' was cut while its program ran, and the engine gives such a terminal to one client, once. {Remedy}"));
        }
        catch (EnvironmentException error)
        {
            Lose(new PtyLostException($"The terminal '{Id}' was lost: the engine no longer knows how its program in container '{_spec.Container}' ended. {error.Message} {Remedy}", error));
        }
    }

    private async Task<ExecInspection> InspectAsync()
    {
        try
        {
            return await Engine.InspectExecAsync(_exec, CancellationToken.None).ConfigureAwait(false);
        }
        catch (DockerEngineException error) when (error is { Status: null, InnerException: not TimeoutException })
        {
            // Whatever cut the terminal's connection may have cut this one too; the next is a new one.
            return await Engine.InspectExecAsync(_exec, CancellationToken.None).ConfigureAwait(false);
        }
    }

    private string Remedy => $"The program may still run there; disposing this terminal ends it. Sessions that must survive need a container of their own: leave {nameof(DockerSpawnOptions.Container)} out.";
}
