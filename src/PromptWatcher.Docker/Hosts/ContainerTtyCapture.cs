using PromptWatcher.Docker.Engine;
using PromptWatcher.Environments;
using PromptWatcher.Hosts;
using PromptWatcher.Hosts.Captures;

namespace PromptWatcher.Docker.Hosts;

/// <summary>
/// Captures the terminals that containers have for their own program: what was logged of them, then what they print. A program that was started in a
/// container later has another terminal, which no engine shows to a second client.
/// </summary>
internal sealed class ContainerTtyCapture(Func<EngineClient> engine) : ITerminalCapture
{
    public bool CanCapture(HostTerminal terminal) => terminal.ContainerId is not null;

    public async ValueTask<PtyProcess> OpenAsync(HostTerminal terminal, CancellationToken cancellationToken)
    {
        string id = terminal.ContainerId!;
        ContainerInspection container = await engine().InspectContainerAsync(id, cancellationToken).ConfigureAwait(false);
        if (!container.Config.Tty || container.State.Pid != terminal.ProcessId)
            throw new EnvironmentException($"Cannot capture the terminal '{terminal.Id}' of the container '{id}': it is not that of the container's own program, and the engine shows no other. Start what is to be watched as that program, or in tmux.");
        TerminalSize size = await engine().FindSizeAsync(id, container.State.StartedAt, cancellationToken).ConfigureAwait(false) ?? TerminalSize.Default;
        EngineStream stream = await ConnectAsync(id, cancellationToken).ConfigureAwait(false);
        var pty = new CapturedPty(new PtyInfo(terminal.Id, null, terminal.Command, terminal.StartedAt, terminal.ProcessId) { Size = size, Agent = terminal.Agent });
        _ = Task.Run(() => RunAsync(pty, stream, id), CancellationToken.None);
        return pty;
    }

    /// <summary>Where nothing is logged an engine refuses to show the log.</summary>
    private async Task<EngineStream> ConnectAsync(string id, CancellationToken cancellationToken)
    {
        try
        {
            return await engine().WatchContainerAsync(id, withLog: true, cancellationToken).ConfigureAwait(false);
        }
        catch (DockerEngineException)
        {
            return await engine().WatchContainerAsync(id, withLog: false, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task RunAsync(CapturedPty pty, EngineStream stream, string id)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(pty.Released);
        Task following = FollowSizeAsync(pty, id, over.Token);
        try
        {
            await using (stream.ConfigureAwait(false))
            {
                await pty.PrintAsync(stream.AlreadyRead).ConfigureAwait(false);
                byte[] buffer = new byte[32 * 1024];
                while (await stream.Stream.ReadAsync(buffer, pty.Released).ConfigureAwait(false) is var count and > 0)
                    await pty.PrintAsync(buffer.AsMemory(0, count)).ConfigureAwait(false);
            }
        }
        catch (Exception error) when (EngineErrors.IsOfConnection(error) || error is OperationCanceledException)
        {
            // An end like any other: whether the terminal is gone, the next look at the host tells.
        }

        pty.End();
        await over.CancelAsync().ConfigureAwait(false);
        await following.ConfigureAwait(false);
    }

    private async Task FollowSizeAsync(CapturedPty pty, string id, CancellationToken cancellationToken)
    {
        try
        {
            await foreach (EngineEvent happened in engine().WatchEventsAsync([], cancellationToken).ConfigureAwait(false))
            {
                if (happened.Actor.Id == id && EngineClient.SizeOf(happened) is { } size)
                    pty.Resize(size);
            }
        }
        catch (Exception error) when (EngineErrors.IsOfConnection(error) || error is OperationCanceledException)
        {
            // The size that is known stays.
        }
    }
}
