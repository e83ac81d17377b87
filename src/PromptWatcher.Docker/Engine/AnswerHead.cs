using System.Globalization;
using System.Net;
using System.Text;

namespace PromptWatcher.Docker.Engine;

/// <summary>The head of an answer that is not left to HttpClient.</summary>
/// <param name="Status">The status.</param>
/// <param name="IsChunked">The body comes in chunks.</param>
/// <param name="ContentLength">The body's length where it is given.</param>
/// <param name="Rest">What came after the head.</param>
internal sealed record AnswerHead(HttpStatusCode Status, bool IsChunked, long? ContentLength, ReadOnlyMemory<byte> Rest)
{
    private static ReadOnlySpan<byte> Protocol => "HTTP/1."u8;

    /// <summary>Reads a head; <see langword="null"/> while it is incomplete.</summary>
    /// <exception cref="InvalidDataException">It is not one.</exception>
    internal static AnswerHead? TryParse(ReadOnlyMemory<byte> received)
    {
        ReadOnlySpan<byte> bytes = received.Span;
        if (!bytes.StartsWith(Protocol[..Math.Min(Protocol.Length, bytes.Length)]))
            throw new InvalidDataException("the answer is not HTTP");
        int end = bytes.IndexOf("\r\n\r\n"u8);
        if (end < 0)
            return null;

        string[] lines = Encoding.Latin1.GetString(bytes[..end]).Split("\r\n");
        // HTTP/1.1 101 UPGRADED
        string[] status = lines[0].Split(' ', 3);
        if (status.Length < 2 || status[1].Length != 3 || !int.TryParse(status[1], NumberStyles.None, CultureInfo.InvariantCulture, out int code))
            throw new InvalidDataException("the answer's first line is not one of HTTP");

        bool chunked = false;
        long? length = null;
        foreach (string line in lines.AsSpan(1))
        {
            int colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon < 0)
                throw new InvalidDataException("a line of the answer's head is not a header");
            ReadOnlySpan<char> name = line.AsSpan(0, colon), value = line.AsSpan(colon + 1).Trim();
            if (name.Equals("Transfer-Encoding", StringComparison.OrdinalIgnoreCase))
                chunked = value.Equals("chunked", StringComparison.OrdinalIgnoreCase);
            else if (name.Equals("Content-Length", StringComparison.OrdinalIgnoreCase))
                length = long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out long count) ? count : throw new InvalidDataException("the answer's Content-Length is not a number");
        }

        return new AnswerHead((HttpStatusCode)code, chunked, length, received[(end + 4)..].ToArray());
    }
}
