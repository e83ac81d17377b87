using System.Text;

namespace PromptWatcher.Docker.Engine;

internal sealed partial class EngineClient
{
    /// <summary>
    /// Detaching by keys cannot be switched off, but asked for with bytes that UTF-8 has not: of all bytes only a 255 then waits for the
    /// next. Where an engine's read ends behind it, moby's proxy may write it late or twice (a megabyte of random bytes met that once in 25 runs).
    /// </summary>
    private const string UnreadableKeys = "%FF,%FE,%FF,%FE";

    private const string UpgradeHeaders = "Upgrade: tcp\r\nConnection: Upgrade\r\n";

    /// <summary>Connects to a container's terminal.</summary>
    internal Task<EngineStream> AttachContainerAsync(string id, CancellationToken cancellationToken) => HijackAsync(
        new EngineCall(HttpMethod.Post, $"/containers/{EngineCall.Id(id)}/attach?stream=1&stdin=1&stdout=1&stderr=1&detachKeys={UnreadableKeys}", $"attach to the container '{id}'"), cancellationToken);

    /// <summary>Connects to what a container's terminal shows: what was logged of it, where anything was, then what comes. Nothing can be typed.</summary>
    internal Task<EngineStream> WatchContainerAsync(string id, bool withLog, CancellationToken cancellationToken) => HijackAsync(
        new EngineCall(HttpMethod.Post, $"/containers/{EngineCall.Id(id)}/attach?logs={(withLog ? 1 : 0)}&stream=1&stdin=0&stdout=1&stderr=1", $"watch the terminal of the container '{id}'"), cancellationToken);

    private async Task<EngineStream> HijackAsync(EngineCall call, CancellationToken cancellationToken)
    {
        (EngineConnection connection, AnswerHead head) = await OpenOwnAsync(call, UpgradeHeaders, cancellationToken).ConfigureAwait(false);
        // An engine that was not asked to upgrade, or through a proxy that dropped the wish, answers 200 and goes on raw.
        if ((int)head.Status != 101 && (head.IsChunked || head.ContentLength > 0))
        {
            connection.Dispose();
            throw new DockerEngineException($"Cannot {call.What} at {Endpoint}: the answer is a document in place of a terminal. Look whether a proxy before the engine lets `Upgrade: tcp` through.", head.Status);
        }

        return new EngineStream(connection.Stream, head.Rest);
    }

    /// <summary>Makes a call on a connection of its own, and leaves the connection behind the answer's head.</summary>
    private async Task<(EngineConnection Connection, AnswerHead Head)> OpenOwnAsync(EngineCall call, string headers, CancellationToken cancellationToken)
    {
        for (int attempt = 1; ; attempt++)
        {
            EngineVersion version = await VersionForAsync(call, cancellationToken).ConfigureAwait(false);
            (EngineConnection? connection, AnswerHead head, EngineAnswer refusal) =
                await LimitedAsync(call.What, token => OpenOwnAsync(Request(version, call, headers), token), cancellationToken).ConfigureAwait(false);
            if (connection is not null)
                return (connection, head);
            EngineAnswer answer = PodmanStatus.Corrected(version, refusal);
            if (attempt == VersionAgreement.Attempts || !_version.TryAdopt(version, answer))
                throw Refused(call, answer);
        }
    }

    private async Task<(EngineConnection? Connection, AnswerHead Head, EngineAnswer Refusal)> OpenOwnAsync(ReadOnlyMemory<byte> request, CancellationToken cancellationToken)
    {
        var connection = new EngineConnection(await _transport.ConnectForLongAsync(cancellationToken).ConfigureAwait(false));
        EngineConnection? kept = null;
        try
        {
            AnswerHead head = await connection.ExchangeAsync(request, cancellationToken).ConfigureAwait(false);
            if ((int)head.Status is 101 or (>= 200 and < 300))
                return (kept = connection, head, default);
            byte[] body = await connection.ReadBodyAsync(head, chunk: 1024, LargestError, cancellationToken).ConfigureAwait(false);
            return (null, head, new EngineAnswer(head.Status, body));
        }
        finally
        {
            if (kept is null)
                connection.Dispose();
        }
    }

    private byte[] Request(EngineVersion version, EngineCall call, string headers)
    {
        byte[] body = call.Body ?? [];
        string type = call.Body is null ? "" : $"Content-Type: {call.ContentType}\r\n";
        string head = $"{call.Method.Method} {_transport.BasePath}{PathOf(version, call)} HTTP/1.1\r\nHost: {_transport.Host}\r\n{headers}{type}Content-Length: {body.Length}\r\n\r\n";
        return [.. Encoding.ASCII.GetBytes(head), .. body];
    }
}
