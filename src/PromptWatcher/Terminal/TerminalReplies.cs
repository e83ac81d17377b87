using System.Buffers.Text;

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
    private const int MaxReply = 64;

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

    /// <summary>Adds an answer with a number in it. No interpolated string: its handler boxes until the JIT optimizes it.</summary>
    internal void Add(ReadOnlySpan<byte> start, int number, ReadOnlySpan<byte> end)
    {
        Span<byte> reply = stackalloc byte[MaxReply];
        int length = Append(reply, 0, start);
        length = Append(reply, length, number);
        length = Append(reply, length, end);
        Add(reply[..length]);
    }

    /// <summary>Adds an answer with two numbers in it.</summary>
    internal void Add(ReadOnlySpan<byte> start, int first, ReadOnlySpan<byte> middle, int second, ReadOnlySpan<byte> end)
    {
        Span<byte> reply = stackalloc byte[MaxReply];
        int length = Append(reply, 0, start);
        length = Append(reply, length, first);
        length = Append(reply, length, middle);
        length = Append(reply, length, second);
        length = Append(reply, length, end);
        Add(reply[..length]);
    }

    /// <summary>Adds an answer with a colour, each part twice over: X11 counts to 65,535.</summary>
    internal void AddColor(ReadOnlySpan<byte> start, int number, (byte Red, byte Green, byte Blue) color)
    {
        Span<byte> reply = stackalloc byte[MaxReply];
        int length = Append(reply, 0, start);
        length = Append(reply, length, number);
        length = Append(reply, length, ";rgb:"u8);
        length = AppendTwice(reply, length, color.Red);
        length = Append(reply, length, "/"u8);
        length = AppendTwice(reply, length, color.Green);
        length = Append(reply, length, "/"u8);
        length = AppendTwice(reply, length, color.Blue);
        length = Append(reply, length, "\e\\"u8);
        Add(reply[..length]);
    }

    private static int Append(Span<byte> reply, int length, ReadOnlySpan<byte> text)
    {
        text.CopyTo(reply[length..]);
        return length + text.Length;
    }

    private static int AppendTwice(Span<byte> reply, int length, byte part)
    {
        ReadOnlySpan<byte> digits = "0123456789abcdef"u8;
        reply[length] = reply[length + 2] = digits[part >> 4];
        reply[length + 1] = reply[length + 3] = digits[part & 0xf];
        return length + 4;
    }

    private static int Append(Span<byte> reply, int length, int number)
    {
        Utf8Formatter.TryFormat(number, reply[length..], out int digits);
        return length + digits;
    }
}
