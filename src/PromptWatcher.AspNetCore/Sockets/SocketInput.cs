using System.Text.Json;
using PromptWatcher.AspNetCore.Api;
using PromptWatcher.AspNetCore.Security;
using PromptWatcher.Environments;
using PromptWatcher.Sessions;

namespace PromptWatcher.AspNetCore.Sockets;

/// <summary>Does what a client's messages ask, as far as it may.</summary>
/// <remarks>
/// A program that reads nothing must not keep the client's signs of life from being read: input is waited for during <paramref name="patience"/>
/// and then left to itself; what comes meanwhile is dropped, so that nothing piles up and nothing is typed that the client was told is not.
/// </remarks>
internal sealed class SocketInput(
    SessionSocket socket, TerminalSession session, WriterLease lease, SocketRole role, Limits limits, TimeSpan patience, CancellationToken ended)
{
    private readonly RateLimit _bytes = limits.NewInput();
    private readonly RateLimit _controls = limits.NewControls();

    /// <summary>The input that is being typed, or was last.</summary>
    internal Task Typing { get; private set; } = Task.CompletedTask;

    /// <summary>Takes a message over, and disposes of it.</summary>
    internal ValueTask TakeAsync(SocketMessage message)
    {
        if (role != SocketRole.Writer)
            socket.Close(SocketClose.ReadOnly);
        else if (!(message.IsBinary ? _bytes.TryTake(message.Bytes.Length) : _controls.TryTake(1)))
            socket.Close(SocketClose.TooFast);
        else if (!message.IsBinary)
            return ControlAsync(message);
        else if (!lease.IsHeldBy(socket))
            socket.Tell("lease");
        else if (!Typing.IsCompleted)
            socket.Tell("busy");
        else
            return TypeAsync(message);
        message.Dispose();
        return ValueTask.CompletedTask;
    }

    private async ValueTask TypeAsync(SocketMessage message)
    {
        try
        {
            await (Typing = TypeToEndAsync(message)).WaitAsync(patience).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            socket.Tell("delayed");
        }
    }

    /// <summary>Types until the program has read enough of it or the socket ends; the bytes are the terminal's for so long.</summary>
    private async Task TypeToEndAsync(SocketMessage message)
    {
        using (message)
            await DoAsync(session.TypeAsync(message.Bytes, ended)).ConfigureAwait(false);
    }

    private async ValueTask ResizeAsync(TerminalSize size)
    {
        if (!lease.IsHeldBy(socket))
        {
            socket.Tell("lease");
            return;
        }

        using var impatience = CancellationTokenSource.CreateLinkedTokenSource(ended);
        impatience.CancelAfter(patience);
        await DoAsync(session.ResizeAsync(size, impatience.Token)).ConfigureAwait(false);
    }

    private async ValueTask ControlAsync(SocketMessage message)
    {
        ClientMessage? control;
        using (message)
            control = Parse(message.Bytes.Span);
        switch (control)
        {
            case { Type: "lease", Action: "take", Columns: null, Rows: null }:
                lease.Take(socket);
                break;
            case { Type: "lease", Action: "release", Columns: null, Rows: null }:
                lease.Release(socket);
                break;
            case { Type: "resize", Action: null, Columns: { } columns and >= 1 and <= TerminalSize.MaxDimension, Rows: { } rows and >= 1 and <= TerminalSize.MaxDimension }:
                await ResizeAsync(new TerminalSize(columns, rows)).ConfigureAwait(false);
                break;
            default:
                socket.Close(SocketClose.Malformed);
                break;
        }
    }

    private async ValueTask DoAsync(ValueTask operation)
    {
        try
        {
            await operation.ConfigureAwait(false);
        }
        catch (InputTooLongException)
        {
            socket.Tell("input-too-long");
        }
        catch (OperationCanceledException)
        {
            socket.Tell("busy");
        }
        catch (Exception error) when (error is SessionEndedException or EnvironmentException)
        {
            // The end is told anyway.
        }
    }

    private static ClientMessage? Parse(ReadOnlySpan<byte> text)
    {
        try
        {
            return JsonSerializer.Deserialize(text, WebJson.Default.ClientMessage);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
