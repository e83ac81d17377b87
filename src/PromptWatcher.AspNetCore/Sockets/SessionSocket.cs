using System.Net.WebSockets;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using System.Threading.Channels;
using PromptWatcher.AspNetCore.Api;
using PromptWatcher.AspNetCore.Security;
using PromptWatcher.Diagnostics;
using PromptWatcher.Environments;
using PromptWatcher.Sessions;

namespace PromptWatcher.AspNetCore.Sockets;

/// <summary>One client at one session: shows it the terminal, tells it what happens, and types what it sends.</summary>
/// <remarks>One message is on its way at a time; what a slow client has not got yet waits in the session's journal.</remarks>
internal sealed class SessionSocket : IDisposable
{
    /// <summary>Time for a close to be answered, or for a message on its way to be taken.</summary>
    private static readonly TimeSpan ClosePatience = TimeSpan.FromSeconds(5);

    private readonly WebSocket _socket;
    private readonly TerminalSession _session;
    private readonly Viewer _viewer;
    private readonly SocketRole _role;
    private readonly WriterLease _lease;
    private readonly SocketInput _input;
    private readonly SocketLimits _limits;
    private readonly SemaphoreSlim _sending = new(1, 1);
    private readonly CancellationTokenSource _ended = new();
    private readonly TaskCompletionSource<SocketClose> _closing = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Why something was refused, or null for a look at the lease. What does not fit is no loss: the lease is looked at anyway.</summary>
    private readonly Channel<string?> _tidings = Channel.CreateBounded<string?>(new BoundedChannelOptions(16) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });

    internal SessionSocket(WebSocket socket, TerminalSession session, Viewer viewer, SocketRole role, WriterLease lease, Limits limits, PromptWatcherWebOptions options)
    {
        _socket = socket;
        _session = session;
        _viewer = viewer;
        _role = role;
        _lease = lease;
        _input = new SocketInput(this, session, lease, role, limits, options.KeepAlive / 3, _ended.Token);
        _limits = new SocketLimits(options.MaxMessageBytes, limits.MostInputAtOnce);
        Messages = new SocketReader(socket, options.MaxMessageBytes);
    }

    /// <summary>It has left the lease for good. Under the lease's gate.</summary>
    internal bool HasLeft { get; set; }

    private SocketReader Messages { get; }

    /// <summary>Serves the client until it goes, the program ends or the host stops.</summary>
    internal async Task RunAsync(CancellationToken stopping)
    {
        using CancellationTokenRegistration stop = stopping.UnsafeRegister(static socket => ((SessionSocket)socket!).Close(SocketClose.Restart), this);
        Task receiving = GuardAsync(ReceiveAsync);
        Task[] telling = [GuardAsync(ShowAsync), GuardAsync(TellTidingsAsync), GuardAsync(TellStatesAsync)];
        SocketClose close = await _closing.Task.ConfigureAwait(false);
        _lease.Leave(this);
        await _ended.CancelAsync().ConfigureAwait(false);
        await CloseAsync(close, receiving).ConfigureAwait(false);
        _socket.Abort();
        await Task.WhenAll([receiving, .. telling, GuardAsync(() => _input.Typing)]).ConfigureAwait(false);
    }

    /// <summary>Ends the connection; the first reason counts.</summary>
    internal void Close(SocketClose close) => _closing.TrySetResult(close);

    /// <summary>Has the client told that something was refused, or, with <see langword="null"/>, who has the lease. Never waits.</summary>
    internal void Tell(string? refused) => _tidings.Writer.TryWrite(refused);

    public void Dispose()
    {
        _sending.Dispose();
        _ended.Dispose();
    }

    private async Task ReceiveAsync()
    {
        while (true)
        {
            SocketMessage message = await Messages.ReadAsync().ConfigureAwait(false);
            if (message.Close is { } close)
            {
                Close(close);
                if (message.IsLast)
                    return;
            }
            else if (_closing.Task.IsCompleted)
            {
                message.Dispose();
            }
            else
            {
                await _input.TakeAsync(message).ConfigureAwait(false);
            }
        }
    }

    private async Task ShowAsync()
    {
        await SendAsync(new HelloMessage(_session.Epoch, _role == SocketRole.Writer ? "writer" : "viewer", _session.Size, _limits), WebJson.Default.HelloMessage).ConfigureAwait(false);
        _lease.Join(this);
        while (true)
        {
            switch (await _viewer.ReadAsync(_ended.Token).ConfigureAwait(false))
            {
                case ViewerSnapshot shown:
                    if (shown.Missed != 0)
                        PromptWatcherTelemetry.ViewerGaps.Add(1);
                    await SendAsync(new SnapshotMessage(shown.Cursor, shown.Size, shown.Missed), WebJson.Default.SnapshotMessage, shown.Bytes).ConfigureAwait(false);
                    break;
                case ViewerOutput output:
                    await SendAsync(default, output.Bytes).ConfigureAwait(false);
                    break;
                case ViewerResized resized:
                    await SendAsync(new ResizeMessage(resized.Cursor, resized.Size), WebJson.Default.ResizeMessage).ConfigureAwait(false);
                    break;
                case ViewerEnded ended:
                    await TellEndAsync(ended.Exit).ConfigureAwait(false);
                    return;
            }
        }
    }

    /// <summary>One that was let go is there again when its next host is.</summary>
    private async Task TellEndAsync(PtyExit? exit)
    {
        Exception? lost = _session.Completion.Exception?.InnerException;
        if (lost is not PtyDetachedException)
            await SendAsync(new ExitMessage(exit?.ExitCode, exit?.Signal, exit?.IsOutOfMemory ?? false, lost?.Message), WebJson.Default.ExitMessage).ConfigureAwait(false);
        Close(lost is PtyDetachedException ? SocketClose.Restart : SocketClose.Exited);
    }

    private async Task TellStatesAsync()
    {
        IAsyncEnumerator<SessionEvent> events = _session.WatchAsync(_ended.Token).GetAsyncEnumerator(_ended.Token);
        await using var _ = events.ConfigureAwait(false);
        while (await IsNextAsync(events).ConfigureAwait(false))
            await SendAsync(new StateMessage(SessionView.Of(_session)), WebJson.Default.StateMessage).ConfigureAwait(false);
    }

    private static async ValueTask<bool> IsNextAsync(IAsyncEnumerator<SessionEvent> events)
    {
        try
        {
            return await events.MoveNextAsync().ConfigureAwait(false);
        }
        catch (Exception)
        {
            // Whatever the session was lost by: its end tells that, after the last byte.
            return false;
        }
    }

    private async Task TellTidingsAsync()
    {
        string? told = null;
        await foreach (string? refused in _tidings.Reader.ReadAllAsync(_ended.Token).ConfigureAwait(false))
        {
            if (refused is not null)
                await SendAsync(new RefusedMessage(refused), WebJson.Default.RefusedMessage).ConfigureAwait(false);
            string holder = _lease.HolderFor(this);
            if (holder != told)
                await SendAsync(new LeaseMessage(told = holder), WebJson.Default.LeaseMessage).ConfigureAwait(false);
        }
    }

    private ValueTask SendAsync<T>(T message, JsonTypeInfo<T> type, ReadOnlyMemory<byte> binary = default) => SendAsync(JsonSerializer.SerializeToUtf8Bytes(message, type), binary);

    private async ValueTask SendAsync(ReadOnlyMemory<byte> text, ReadOnlyMemory<byte> binary)
    {
        await _sending.WaitAsync(_ended.Token).ConfigureAwait(false);
        try
        {
            // Without a token: a send that is cancelled tears the connection down, and a close could not be told any more.
            if (!text.IsEmpty)
                await _socket.SendAsync(text, WebSocketMessageType.Text, true, CancellationToken.None).ConfigureAwait(false);
            if (!binary.IsEmpty)
                await _socket.SendAsync(binary, WebSocketMessageType.Binary, true, CancellationToken.None).ConfigureAwait(false);
        }
        finally
        {
            _sending.Release();
        }
    }

    private async Task CloseAsync(SocketClose close, Task receiving)
    {
        try
        {
            using var patience = new CancellationTokenSource(ClosePatience);
            await _sending.WaitAsync(patience.Token).ConfigureAwait(false);
            if (_socket.State is WebSocketState.Open or WebSocketState.CloseReceived)
                await _socket.CloseOutputAsync(close.Status, close.Reason, patience.Token).ConfigureAwait(false);
            await receiving.WaitAsync(patience.Token).ConfigureAwait(false);
        }
        catch (Exception error) when (error is OperationCanceledException or WebSocketException or InvalidOperationException or IOException)
        {
            // The client does not take it, or is gone.
        }
    }

    private async Task GuardAsync(Func<Task> loop)
    {
        try
        {
            await loop().ConfigureAwait(false);
        }
        catch (Exception error) when (error is OperationCanceledException or WebSocketException or IOException or InvalidOperationException)
        {
            // The connection is gone, or going.
            Close(SocketClose.Done);
        }
        catch
        {
            Close(SocketClose.Failed);
            throw;
        }
    }
}
