using System.Buffers;
using System.Net.WebSockets;

namespace PromptWatcher.AspNetCore.Sockets;

/// <summary>Reads a client's messages whole, up to the limit. Holds no buffer while there is none.</summary>
internal sealed class SocketReader(WebSocket socket, int maxMessage)
{
    private const int FirstBuffer = 4_096;

    /// <summary>Frames of one message. Browsers send one; without a limit empty ones could come for ever.</summary>
    private const int MostFrames = 1_000;

    /// <summary>A frame may come in many pieces as well, which hold more than this but for the last.</summary>
    private const int SmallPiece = 16;

    private readonly int _mostPieces = MostFrames + maxMessage / SmallPiece;

    internal async ValueTask<SocketMessage> ReadAsync()
    {
        ValueWebSocketReceiveResult result = await socket.ReceiveAsync(Memory<byte>.Empty, CancellationToken.None).ConfigureAwait(false);
        if (result.MessageType == WebSocketMessageType.Close)
            return SocketMessage.Ended;
        byte[] buffer = result.EndOfMessage ? [] : ArrayPool<byte>.Shared.Rent(Math.Min(FirstBuffer, maxMessage));
        int length = 0;
        for (int pieces = 0; !result.EndOfMessage; pieces++)
        {
            if (length == buffer.Length)
                buffer = Grow(buffer, length);
            result = await ReceiveAsync(buffer, length).ConfigureAwait(false);
            if (result.MessageType == WebSocketMessageType.Close)
            {
                Return(buffer);
                return SocketMessage.Ended;
            }

            length += result.Count;
            if (length > maxMessage || pieces == _mostPieces)
            {
                Return(buffer);
                return SocketMessage.Refused(length > maxMessage ? SocketClose.TooBig : SocketClose.Malformed);
            }
        }

        return new SocketMessage(result.MessageType, buffer, length);
    }

    /// <summary>What was typed may be a secret.</summary>
    internal static void Return(byte[] buffer) => ArrayPool<byte>.Shared.Return(buffer, clearArray: true);

    private async ValueTask<ValueWebSocketReceiveResult> ReceiveAsync(byte[] buffer, int length)
    {
        try
        {
            return await socket.ReceiveAsync(buffer.AsMemory(length), CancellationToken.None).ConfigureAwait(false);
        }
        catch
        {
            Return(buffer);
            throw;
        }
    }

    private static byte[] Grow(byte[] buffer, int length)
    {
        byte[] larger = ArrayPool<byte>.Shared.Rent(2 * length);
        buffer.AsSpan(0, length).CopyTo(larger);
        Return(buffer);
        return larger;
    }
}
