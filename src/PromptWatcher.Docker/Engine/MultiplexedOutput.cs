namespace PromptWatcher.Docker.Engine;

/// <summary>What a program without a terminal printed.</summary>
/// <param name="Output">What it printed, as far as the limit goes.</param>
/// <param name="Error">What it printed as errors, likewise.</param>
/// <param name="IsCut">There was more than the limit of one of the two.</param>
internal sealed record MultiplexedOutput(ReadOnlyMemory<byte> Output, ReadOnlyMemory<byte> Error, bool IsCut)
{
    /// <summary>Reads to the end of the stream.</summary>
    /// <exception cref="InvalidDataException">What came is no such stream.</exception>
    internal static async Task<MultiplexedOutput> ReadAsync(EngineStream source, int limit, CancellationToken cancellationToken)
    {
        using var output = new MemoryStream();
        using var error = new MemoryStream();
        byte[] buffer = new byte[16 * 1024];
        ReadOnlyMemory<byte> rest = source.AlreadyRead;
        var frames = new MultiplexedFrames();
        bool isCut = false;
        while (true)
        {
            while (frames.TryRead(ref rest, out ReadOnlyMemory<byte> content, out bool isError))
            {
                MemoryStream target = isError ? error : output;
                int kept = (int)Math.Min(content.Length, limit - target.Length);
                target.Write(content.Span[..kept]);
                isCut |= kept < content.Length;
            }

            int read = await source.Stream.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
            if (read == 0)
                return new MultiplexedOutput(output.ToArray(), error.ToArray(), isCut);
            rest = buffer.AsMemory(0, read);
        }
    }
}
