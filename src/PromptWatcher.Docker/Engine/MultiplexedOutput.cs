using System.Buffers.Binary;

namespace PromptWatcher.Docker.Engine;

/// <summary>
/// What a program without a terminal prints: frames of a stream's number (1 for output, 2 for errors), three zeros, a length of four bytes
/// and so many bytes (https://docs.docker.com/reference/api/engine/, "Stream format" of an attach).
/// </summary>
/// <param name="Output">What it printed, as far as the limit goes.</param>
/// <param name="Error">What it printed as errors, likewise.</param>
internal sealed record MultiplexedOutput(ReadOnlyMemory<byte> Output, ReadOnlyMemory<byte> Error)
{
    private const int HeaderSize = 8;
    private const byte OutputNumber = 1;
    private const byte ErrorNumber = 2;

    /// <summary>Reads to the end of the stream.</summary>
    /// <exception cref="InvalidDataException">What came is no such stream.</exception>
    internal static async Task<MultiplexedOutput> ReadAsync(EngineStream source, int limit, CancellationToken cancellationToken)
    {
        using var output = new MemoryStream();
        using var error = new MemoryStream();
        byte[] buffer = new byte[16 * 1024];
        ReadOnlyMemory<byte> rest = source.AlreadyRead;
        byte[] header = new byte[HeaderSize];
        int headerLength = 0, frameLeft = 0;
        while (true)
        {
            while (rest.Length > 0)
            {
                if (frameLeft == 0)
                {
                    int taken = Math.Min(HeaderSize - headerLength, rest.Length);
                    rest.Span[..taken].CopyTo(header.AsSpan(headerLength));
                    headerLength += taken;
                    rest = rest[taken..];
                    if (headerLength < HeaderSize)
                        continue;
                    frameLeft = LengthOf(header);
                    headerLength = 0;
                    continue;
                }

                int count = Math.Min(frameLeft, rest.Length);
                MemoryStream target = header[0] == ErrorNumber ? error : output;
                target.Write(rest.Span[..(int)Math.Min(count, limit - target.Length)]);
                frameLeft -= count;
                rest = rest[count..];
            }

            int read = await source.Stream.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
            if (read == 0)
                return new MultiplexedOutput(output.ToArray(), error.ToArray());
            rest = buffer.AsMemory(0, read);
        }
    }

    private static int LengthOf(byte[] header) => header is [OutputNumber or ErrorNumber, 0, 0, 0, <= 0x7F, ..]
        ? BinaryPrimitives.ReadInt32BigEndian(header.AsSpan(4))
        : throw new InvalidDataException("what a program printed came without the frames that an engine puts around it");
}
