namespace PromptWatcher.Docker.Engine;

/// <summary>Takes a body out of what comes over a connection, in pieces of any size: RFC 9112, sections 6 and 7.1.</summary>
internal struct BodyDecoder(bool isChunked, long? contentLength)
{
    /// <summary>Sizes of chunks are hexadecimal; no engine sends one of 268 million bytes.</summary>
    private const int LargestSize = 0x0fff_ffff;

    private State _state = isChunked ? State.Size : State.Data;
    private long _left = isChunked ? 0 : contentLength ?? long.MaxValue;
    private bool _lineHasText;

    private enum State
    {
        Size,
        Extension,
        Data,
        DataEnd,
        Trailer,
        Complete,
    }

    internal bool IsComplete => _state == State.Complete || (_left == 0 && !isChunked);

    /// <summary>Appends the body's bytes among those received to <paramref name="body"/>, which grows; gives the body's length.</summary>
    /// <exception cref="InvalidDataException">The chunks are malformed.</exception>
    internal int Decode(ReadOnlySpan<byte> received, ref byte[] body, int length)
    {
        while (received.Length > 0 && !IsComplete)
        {
            if (_state != State.Data)
            {
                Step(received[0]);
                received = received[1..];
                continue;
            }

            int count = (int)Math.Min(received.Length, _left);
            if (body.Length - length < count)
                Array.Resize(ref body, Math.Max(body.Length * 2, length + count));
            received[..count].CopyTo(body.AsSpan(length));
            length += count;
            received = received[count..];
            _left -= count;
            if (_left == 0 && isChunked)
                _state = State.DataEnd;
        }

        return length;
    }

    private void Step(byte value)
    {
        switch (_state)
        {
            case State.Size when char.IsAsciiHexDigit((char)value) && _left <= LargestSize >> 4:
                _left = (_left << 4) | (uint)Convert.ToInt32(((char)value).ToString(), 16);
                _lineHasText = true;
                break;
            case State.Size or State.Extension when value == '\n' && _lineHasText:
                _state = _left == 0 ? State.Trailer : State.Data;
                _lineHasText = false;
                break;
            case State.Size when value is (byte)'\r' or (byte)';' or (byte)' ' && _lineHasText:
                _state = State.Extension;
                break;
            case State.Extension:
                break;
            case State.DataEnd when value == '\r':
                break;
            case State.DataEnd when value == '\n':
                _state = State.Size;
                break;
            case State.Trailer when value == '\n':
                // The empty line is the end.
                _state = _lineHasText ? State.Trailer : State.Complete;
                _lineHasText = false;
                break;
            case State.Trailer:
                _lineHasText |= value != '\r';
                break;
            default:
                throw new InvalidDataException("the answer's chunks are malformed");
        }
    }
}
