namespace PromptWatcher.Docker.Engine;

/// <summary>A connection for one call of its own: a terminal, or an answer that takes days.</summary>
internal sealed class EngineConnection(Stream stream) : IDisposable
{
    /// <summary>Heads of engines have some 300 bytes.</summary>
    private const int UsualHead = 1024;
    private const int LargestHead = 32 * 1024;

    internal Stream Stream => stream;

    public void Dispose() => stream.Dispose();

    /// <summary>Sends a request and reads the head of its answer, and no more than came with it.</summary>
    /// <exception cref="InvalidDataException">What came is not HTTP.</exception>
    /// <exception cref="EndOfStreamException">The connection ended before the head did.</exception>
    internal async Task<AnswerHead> ExchangeAsync(ReadOnlyMemory<byte> request, CancellationToken cancellationToken)
    {
        await stream.WriteAsync(request, cancellationToken).ConfigureAwait(false);
        byte[] buffer = new byte[UsualHead];
        int count = 0;
        while (true)
        {
            int read = await stream.ReadAsync(buffer.AsMemory(count), cancellationToken).ConfigureAwait(false);
            if (read == 0)
                throw new EndOfStreamException("the connection ended before the answer");
            count += read;
            if (AnswerHead.TryParse(buffer.AsMemory(0, count)) is { } head)
                return head;
            if (count == LargestHead)
                throw new InvalidDataException($"the answer's head has more than {LargestHead} bytes");
            if (count == buffer.Length)
                Array.Resize(ref buffer, Math.Min(buffer.Length * 2, LargestHead));
        }
    }

    /// <summary>Reads a body to its end or its limit, whichever comes first; a cut one as far as it came.</summary>
    /// <param name="head">What came before it.</param>
    /// <param name="chunk">Bytes read at once: what a wait of days holds on to.</param>
    /// <param name="limit">Bytes of the body that are kept.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    internal async Task<byte[]> ReadBodyAsync(AnswerHead head, int chunk, int limit, CancellationToken cancellationToken)
    {
        var decoder = new BodyDecoder(head.IsChunked, head.ContentLength);
        byte[] body = new byte[chunk];
        int length = decoder.Decode(head.Rest.Span, ref body, 0);
        byte[] buffer = new byte[chunk];
        while (!decoder.IsComplete && length < limit)
        {
            int read = await stream.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
            if (read == 0)
                break;
            length = decoder.Decode(buffer.AsSpan(0, read), ref body, length);
        }

        return body[..length];
    }
}
