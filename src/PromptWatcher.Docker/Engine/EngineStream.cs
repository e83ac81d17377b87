namespace PromptWatcher.Docker.Engine;

/// <summary>A connection that an engine has handed over: from here on it carries a terminal's raw bytes.</summary>
/// <param name="Stream">The connection: a <see cref="PromptWatcher.Environments.Unix.LoopSocket"/> where its bytes can be read on the socket itself, so not under TLS and not on a Windows pipe.</param>
/// <param name="AlreadyRead">Output that came in one packet with the answer's head.</param>
internal sealed record EngineStream(Stream Stream, ReadOnlyMemory<byte> AlreadyRead) : IAsyncDisposable
{
    public ValueTask DisposeAsync() => Stream.DisposeAsync();
}
