using System.Runtime.CompilerServices;
using System.Text.Unicode;

namespace PromptWatcher.Terminal;

/// <summary>What the program asked its terminal: the bytes to type back, each answer once.</summary>
/// <remarks>
/// Answers hold facts of the terminal only. Nothing that the program controls (titles, settings, clipboard) ever comes back, because
/// whoever can print could then type.
/// </remarks>
public sealed class TerminalReplies
{
    /// <summary>Bytes that wait at most: a query of all 256 palette colours fits. An answer that does not fit is dropped whole.</summary>
    public const int MaxPending = 16_384;

    /// <summary>Room for the longest formatted answer.</summary>
    internal const int MaxReply = 64;

    private byte[] _buffer = new byte[256];
    private int _length;

    /// <summary>Whether the program's questions are answered. While it is off, answers are dropped.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>Whether answers wait.</summary>
    public bool HasPending => _length > 0;

    /// <summary>The answers that wait, in the order of the questions.</summary>
    public ReadOnlySpan<byte> Pending => _buffer.AsSpan(0, _length);

    /// <summary>Forgets the answers that wait: they have been typed.</summary>
    public void Clear() => _length = 0;

    internal void Add(ReadOnlySpan<byte> reply)
    {
        if (!Enabled || _length + reply.Length > MaxPending)
            return;
        if (_length + reply.Length > _buffer.Length)
            Array.Resize(ref _buffer, Math.Min(Math.Max(2 * _buffer.Length, _length + reply.Length), MaxPending));
        reply.CopyTo(_buffer.AsSpan(_length));
        _length += reply.Length;
    }

    /// <summary>Adds a formatted answer; allocates nothing.</summary>
    internal void Add(
        Span<byte> buffer, [InterpolatedStringHandlerArgument(nameof(buffer))] ref Utf8.TryWriteInterpolatedStringHandler reply)
    {
        if (Utf8.TryWrite(buffer, ref reply, out int length))
            Add(buffer[..length]);
    }
}
