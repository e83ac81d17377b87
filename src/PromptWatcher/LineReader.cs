namespace PromptWatcher;

/// <summary>Reads a stream line by line, as bytes.</summary>
internal sealed class LineReader(Stream stream, int maxLength)
{
    private byte[] _buffer = new byte[16 * 1024];
    private int _start;
    private int _end;

    /// <summary>The number of the line that was read last, from 1.</summary>
    public int Number { get; private set; }

    /// <summary>Bytes that the stream has given.</summary>
    public long Length { get; private set; }

    /// <summary>The stream has given its last byte.</summary>
    public bool IsAtEnd { get; private set; }

    /// <summary>The next line without its end, valid until the next call; <see langword="null"/> after the last one.</summary>
    /// <exception cref="FormatException">The line is longer than the limit.</exception>
    public async ValueTask<ReadOnlyMemory<byte>?> ReadAsync(CancellationToken cancellationToken)
    {
        Number++;
        int searched = 0;
        while (true)
        {
            int length = _buffer.AsSpan(_start + searched, _end - _start - searched).IndexOf((byte)'\n');
            if (length >= 0)
                return Take(searched + length, terminator: 1);
            searched = _end - _start;
            if (searched > maxLength)
                throw new FormatException($"is longer than {maxLength} bytes");
            MakeRoom();
            int read = await stream.ReadAsync(_buffer.AsMemory(_end), cancellationToken).ConfigureAwait(false);
            _end += read;
            Length += read;
            IsAtEnd = read == 0;
            if (!IsAtEnd)
                continue;
            // Not one conditional expression: its null would become an empty memory, by the conversion from an array.
            if (searched == 0)
                return null;
            return Take(searched, terminator: 0);
        }
    }

    private ReadOnlyMemory<byte> Take(int length, int terminator)
    {
        ReadOnlyMemory<byte> line = _buffer.AsMemory(_start, length);
        _start += length + terminator;
        return line.Span is [.., (byte)'\r'] ? line[..^1] : line;
    }

    private void MakeRoom()
    {
        if (_end < _buffer.Length)
            return;
        byte[] target = _start >= _buffer.Length / 2 ? _buffer : new byte[_buffer.Length * 2];
        _buffer.AsSpan(_start, _end - _start).CopyTo(target);
        (_buffer, _start, _end) = (target, 0, _end - _start);
    }
}
