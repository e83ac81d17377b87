using System.Net.WebSockets;

namespace PromptWatcher.AspNetCore.Sockets;

/// <summary>A client's message, or why there is none.</summary>
internal sealed class SocketMessage(WebSocketMessageType type, byte[] buffer, int length) : IDisposable
{
    /// <summary>The client has closed.</summary>
    internal static SocketMessage Ended => new(WebSocketMessageType.Close, [], 0) { Close = SocketClose.Done, IsLast = true };

    internal static SocketMessage Refused(SocketClose close) => new(WebSocketMessageType.Close, [], 0) { Close = close };

    /// <summary>Why the socket is to be closed.</summary>
    internal SocketClose? Close { get; private init; }

    /// <summary>Nothing comes after it.</summary>
    internal bool IsLast { get; private init; }

    internal bool IsBinary => type == WebSocketMessageType.Binary;

    internal ReadOnlyMemory<byte> Bytes => buffer.AsMemory(0, length);

    public void Dispose()
    {
        if (buffer.Length > 0)
            SocketReader.Return(buffer);
    }
}
