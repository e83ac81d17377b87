using System.Buffers.Binary;

namespace PromptWatcher.Docker.Engine;

/// <summary>
/// Takes apart what a program without a terminal prints: frames of a stream's number (1 for output, 2 for errors), three zeros, a length of four bytes
/// and so many bytes (https://docs.docker.com/reference/api/engine/, "Stream format" of an attach).
/// </summary>
internal sealed class MultiplexedFrames
{
    private const int HeaderSize = 8;
    private const byte OutputNumber = 1;
    private const byte ErrorNumber = 2;

    private readonly byte[] _header = new byte[HeaderSize];
    private int _headerLength;
    private int _left;

    /// <summary>Takes the next content of a frame, or as much of it as came; false when more has to come.</summary>
    /// <exception cref="InvalidDataException">What came is no such stream.</exception>
    internal bool TryRead(ref ReadOnlyMemory<byte> rest, out ReadOnlyMemory<byte> content, out bool isError)
    {
        while (rest.Length > 0 && _left == 0)
        {
            int taken = Math.Min(HeaderSize - _headerLength, rest.Length);
            rest.Span[..taken].CopyTo(_header.AsSpan(_headerLength));
            _headerLength += taken;
            rest = rest[taken..];
            if (_headerLength < HeaderSize)
                break;
            _left = _header is [OutputNumber or ErrorNumber, 0, 0, 0, <= 0x7F, ..]
                ? BinaryPrimitives.ReadInt32BigEndian(_header.AsSpan(4))
                : throw new InvalidDataException("what a program printed came without the frames that an engine puts around it");
            _headerLength = 0;
        }

        isError = _header[0] == ErrorNumber;
        content = rest[..Math.Min(_left, rest.Length)];
        rest = rest[content.Length..];
        _left -= content.Length;
        return content.Length > 0;
    }
}
