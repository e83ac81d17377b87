using System.Buffers;

namespace PromptWatcher.Sessions;

/// <summary>Reads a session's terminal from a place on. It keeps only that place: one that is slow holds nothing up, and skips to the present when it is too far behind.</summary>
/// <remarks>For one reader at a time; a session may have many.</remarks>
public sealed class Viewer : IDisposable
{
    /// <summary>The longest piece of output at once: 32 KiB less the header of a frame.</summary>
    public const int MaxPiece = 32 * 1024 - Header;

    /// <summary>Left free: who sends a piece puts a header before it, of 14 bytes at most in a WebSocket, and pools have buffers of powers of two.</summary>
    internal const int Header = 32;

    private readonly TerminalSession _session;
    private byte[]? _piece;

    internal Viewer(TerminalSession session) => _session = session;

    /// <summary>The place to go on from; <see langword="null"/> when a snapshot is due.</summary>
    internal long? Place { get; set; }

    /// <summary>The place that a snapshot makes up for; <see langword="null"/> for one of another run.</summary>
    internal long? CameFrom { get; init; }

    /// <summary>It has seen nothing yet, and so misses nothing.</summary>
    internal bool IsNew { get; set; }

    /// <summary>What comes next, as soon as there is something; <see cref="ViewerEnded"/> at the end and from then on. Waiting holds no buffer and no thread.</summary>
    public async ValueTask<ViewerFrame> ReadAsync(CancellationToken cancellationToken = default)
    {
        Dispose();
        while (true)
        {
            (ViewerFrame? frame, Task? news) = _session.Read(this);
            if (frame is not null)
                return frame;
            await news!.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Gives back the buffer of the last piece. What is not read any more needs nothing else.</summary>
    public void Dispose()
    {
        if (_piece is null)
            return;
        ArrayPool<byte>.Shared.Return(_piece, clearArray: true);
        _piece = null;
    }

    /// <summary>A buffer for the next piece.</summary>
    internal Memory<byte> Rent(int length)
    {
        _piece = ArrayPool<byte>.Shared.Rent(Math.Min(length, MaxPiece));
        return _piece.AsMemory(0, Math.Min(length, MaxPiece));
    }
}
