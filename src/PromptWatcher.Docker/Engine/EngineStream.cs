using System.Net.Sockets;

namespace PromptWatcher.Docker.Engine;

/// <summary>A connection that an engine has handed over: from here on it carries a terminal's raw bytes.</summary>
/// <param name="Stream">The connection.</param>
/// <param name="Socket">The socket under it where its bytes can be read on the socket itself: not under TLS, not on a Windows pipe.</param>
/// <param name="AlreadyRead">Output that came in one packet with the answer's head.</param>
internal sealed record EngineStream(Stream Stream, Socket? Socket, ReadOnlyMemory<byte> AlreadyRead) : IAsyncDisposable
{
    public ValueTask DisposeAsync() => Stream.DisposeAsync();
}
