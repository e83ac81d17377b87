namespace PromptWatcher.Docker.Engine;

/// <summary>Reads lines of any length up to a limit.</summary>
internal sealed class LineReader(Stream stream)
{
    private const int UsualLine = 1024;
    private const int LongestLine = 16 * 1024 * 1024;

    private byte[] _buffer = new byte[UsualLine];
    private int _start;
    private int _searched;
    private int _end;

    /// <summary>The next line without its end, valid until the next call; <see langword="null"/> at the end. A last line may have no end.</summary>
    /// <exception cref="InvalidDataException">The line is longer than any of an engine.</exception>
    internal async Task<ReadOnlyMemory<byte>?> ReadAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            int length = _buffer.AsSpan(_searched, _end - _searched).IndexOf((byte)'\n');
            if (length >= 0)
                return Take(_searched + length, skip: 1);
            _searched = _end;
            MakeRoom();
            int read = await stream.ReadAsync(_buffer.AsMemory(_end), cancellationToken).ConfigureAwait(false);
            if (read == 0)
                return _end > _start ? Take(_end, skip: 0) : default(ReadOnlyMemory<byte>?);    // A bare null would be an empty line.
            _end += read;
        }
    }

    private ReadOnlyMemory<byte> Take(int end, int skip)
    {
        ReadOnlyMemory<byte> line = _buffer.AsMemory(_start, end - _start);
        _start = _searched = end + skip;
        return line.Length > 0 && line.Span[^1] == '\r' ? line[..^1] : line;
    }

    private void MakeRoom()
    {
        if (_start > 0)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            (_start, _searched, _end) = (0, _searched - _start, _end - _start);
        }

        if (_end == LongestLine)
            throw new InvalidDataException($"a line of the answer has more than {LongestLine} bytes");
        if (_end == _buffer.Length)
            Array.Resize(ref _buffer, Math.Min(_buffer.Length * 2, LongestLine));
    }
}
