using System.Text;

namespace PromptWatcher.Docker.Tests.Engine;

/// <summary>A request as it came over the wire, and the connection to answer on.</summary>
internal sealed record ScriptedRequest(string Method, string Target, IReadOnlyDictionary<string, string> Headers, byte[] Body, Stream Connection)
{
    /// <summary>Method and target without the version: <c>GET /containers/x/json</c>.</summary>
    public string Call => $"{Method} {(Target.StartsWith("/v", StringComparison.Ordinal) ? Target[Target.IndexOf('/', 1)..] : Target)}";

    public string Text => Encoding.UTF8.GetString(Body);

    public Task SendAsync(string raw) => SendAsync(Encoding.Latin1.GetBytes(raw));

    public async Task SendAsync(ReadOnlyMemory<byte> raw)
    {
        await Connection.WriteAsync(raw);
        await Connection.FlushAsync();
    }

    public Task AnswerAsync(int status, string body = "", string headers = "") =>
        SendAsync(Encoding.UTF8.GetBytes($"HTTP/1.1 {status} X\r\n{headers}Content-Length: {Encoding.UTF8.GetByteCount(body)}\r\n\r\n{(Method == "HEAD" ? "" : body)}"));

    public static async Task<ScriptedRequest?> ReadAsync(Stream connection, CancellationToken cancellationToken)
    {
        var head = new List<byte>();
        byte[] one = new byte[1];
        while (!head.TakeLast(4).SequenceEqual("\r\n\r\n"u8.ToArray()))
        {
            if (await connection.ReadAsync(one, cancellationToken) == 0)
                return null;
            head.Add(one[0]);
        }

        string[] lines = Encoding.ASCII.GetString([.. head]).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        string[] first = lines[0].Split(' ');
        Dictionary<string, string> headers = lines.Skip(1).ToDictionary(line => line[..line.IndexOf(':', StringComparison.Ordinal)], line => line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim(), StringComparer.OrdinalIgnoreCase);
        byte[] body = new byte[headers.TryGetValue("Content-Length", out string? length) ? int.Parse(length) : 0];
        await connection.ReadExactlyAsync(body, cancellationToken);
        return new ScriptedRequest(first[0], first[1], headers, body, connection);
    }
}
