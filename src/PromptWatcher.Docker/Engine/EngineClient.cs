using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace PromptWatcher.Docker.Engine;

/// <summary>
/// Calls one engine over pooled connections: a call then takes a third of the time and CPU of one that opens its own. What takes days
/// or becomes a terminal has a connection to itself.
/// </summary>
internal sealed partial class EngineClient : IDisposable
{
    /// <summary>Lists of thousands of containers take a few megabytes.</summary>
    private const int LargestAnswer = 64 * 1024 * 1024;
    private const int LargestError = 64 * 1024;

    private readonly TimeSpan _timeout;
    private readonly DockerSurroundings _surroundings;
    private readonly EngineTransport _transport;
    private readonly HttpMessageInvoker _http;
    private readonly VersionAgreement _version;

    internal EngineClient(DockerEndpoint endpoint, TimeSpan timeout, DockerSurroundings? surroundings = null)
    {
        Endpoint = endpoint;
        _timeout = timeout;
        _surroundings = surroundings ?? DockerSurroundings.OfThisProcess;
        _transport = new EngineTransport(endpoint);
        _version = new VersionAgreement(_surroundings.Variable("DOCKER_API_VERSION"), PingAsync);
        _http = new HttpMessageInvoker(new SocketsHttpHandler
        {
            ConnectCallback = async (_, cancellationToken) => await _transport.ConnectAsync(cancellationToken).ConfigureAwait(false),
            ConnectTimeout = timeout,
            UseProxy = false,
            UseCookies = false,
            AllowAutoRedirect = false,
            ActivityHeadersPropagator = null,
        });
    }

    internal DockerEndpoint Endpoint { get; }

    internal ValueTask<EngineVersion> GetVersionAsync(CancellationToken cancellationToken) => _version.GetAsync(cancellationToken);

    public void Dispose() => _http.Dispose();

    /// <summary>A call whose answer is a value.</summary>
    private async Task<T> CallAsync<T>(EngineCall call, JsonTypeInfo<T> type, CancellationToken cancellationToken)
        where T : class =>
        Parse(call, (await CallAsync(call, cancellationToken).ConfigureAwait(false)).Body, type);

    /// <summary>A call that the engine carries out or refuses.</summary>
    private async Task<EngineAnswer> CallAsync(EngineCall call, CancellationToken cancellationToken)
    {
        EngineAnswer answer = await AskAsync(call, cancellationToken).ConfigureAwait(false);
        return answer.IsSuccess ? answer : throw Refused(call, answer);
    }

    /// <summary>A call whose refusal may be an answer too.</summary>
    private async Task<EngineAnswer> AskAsync(EngineCall call, CancellationToken cancellationToken)
    {
        for (int attempt = 1; ; attempt++)
        {
            EngineVersion version = await VersionForAsync(call, cancellationToken).ConfigureAwait(false);
            EngineAnswer answer = PodmanStatus.Corrected(version, await LimitedAsync(call.What, token => ExchangeAsync(PathOf(version, call), call, token), cancellationToken).ConfigureAwait(false));
            if (attempt == VersionAgreement.Attempts || !_version.TryAdopt(version, answer))
                return answer;
        }
    }

    /// <summary>A call whose answer is read as it comes. Only its head has to come in time.</summary>
    private async Task<HttpResponseMessage> OpenAsync(EngineCall call, CancellationToken cancellationToken)
    {
        for (int attempt = 1; ; attempt++)
        {
            EngineVersion version = await VersionForAsync(call, cancellationToken).ConfigureAwait(false);
            (HttpResponseMessage? response, EngineAnswer answer) = await LimitedAsync(call.What, token => OpenAsync(PathOf(version, call), call, token), cancellationToken).ConfigureAwait(false);
            if (response is not null)
                return response;
            if (attempt == VersionAgreement.Attempts || !_version.TryAdopt(version, answer))
                throw Refused(call, PodmanStatus.Corrected(version, answer));
        }
    }

    private async Task<(HttpResponseMessage? Response, EngineAnswer Refusal)> OpenAsync(string path, EngineCall call, CancellationToken cancellationToken)
    {
        HttpResponseMessage response = await SendAsync(call.Method, path, call, cancellationToken).ConfigureAwait(false);
        if (response.IsSuccessStatusCode)
            return (response, default);
        using (response)
            return (null, await ReadAsync(response, LargestError, cancellationToken).ConfigureAwait(false));
    }

    private async Task<EngineAnswer> ExchangeAsync(string path, EngineCall call, CancellationToken cancellationToken)
    {
        using HttpResponseMessage response = await SendAsync(call.Method, path, call, cancellationToken).ConfigureAwait(false);
        _version.Observe(response);
        return await ReadAsync(response, response.IsSuccessStatusCode ? LargestAnswer : LargestError, cancellationToken).ConfigureAwait(false);
    }

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, EngineCall? call, CancellationToken cancellationToken)
    {
        // The path is sent as it is: names in it are escaped already, and nothing is to be tidied away.
        var address = new Uri($"http://{_transport.Host}{_transport.BasePath}{path}", new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true });
        using var request = new HttpRequestMessage(method, address);
        if (call?.Body is { } body)
            request.Content = new ByteArrayContent(body) { Headers = { { "Content-Type", call.ContentType } } };
        if (call?.RegistryAuth is { } credentials)
            request.Headers.Add("X-Registry-Auth", credentials);
        return await _http.SendAsync(request, cancellationToken).ConfigureAwait(false);
    }

    private static async Task<EngineAnswer> ReadAsync(HttpResponseMessage response, int limit, CancellationToken cancellationToken)
    {
        string? stat = response.Headers.TryGetValues("X-Docker-Container-Path-Stat", out IEnumerable<string>? values) ? values.First() : null;
        Stream stream = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        await using (stream.ConfigureAwait(false))
        {
            byte[] body = new byte[Math.Min(response.Content.Headers.ContentLength ?? 4096, limit) + 1];
            int length = 0;
            while (await stream.ReadAsync(body.AsMemory(length), cancellationToken).ConfigureAwait(false) is var read and > 0)
            {
                length += read;
                if (length > limit)
                    throw new InvalidDataException($"the answer has more than {limit} bytes");
                if (length == body.Length)
                    Array.Resize(ref body, body.Length * 2);
            }

            return new EngineAnswer(response.StatusCode, body.AsMemory(0, length), stat);
        }
    }

    /// <summary>The version for a call, which is what could not be done where none is agreed on.</summary>
    private async ValueTask<EngineVersion> VersionForAsync(EngineCall call, CancellationToken cancellationToken)
    {
        try
        {
            return await _version.GetAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (DockerEngineException error)
        {
            throw new DockerEngineException($"Cannot {call.What}: {error.Message}", error.Status, error.EngineMessage, error);
        }
    }

    private static string PathOf(EngineVersion version, EngineCall call) => $"/v{version.Api.Major}.{version.Api.Minor}{call.Path}";

    private T Parse<T>(EngineCall call, ReadOnlyMemory<byte> body, JsonTypeInfo<T> type)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize(body.Span, type) ?? throw new JsonException();
        }
        catch (JsonException error)
        {
            throw EngineErrors.Unreadable(call.What, Endpoint, error);
        }
    }

    private DockerEngineException Refused(EngineCall call, EngineAnswer answer) => EngineErrors.Refused(call.What, Endpoint, answer);

    /// <summary>Does a part of a call in the time that calls have, and puts what goes wrong into words.</summary>
    private Task<T> LimitedAsync<T>(string what, Func<CancellationToken, Task<T>> part, CancellationToken cancellationToken) => LimitedAsync(what, _timeout, part, cancellationToken);

    private async Task<T> LimitedAsync<T>(string what, TimeSpan timeout, Func<CancellationToken, Task<T>> part, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(timeout);
        try
        {
            return await part(limit.Token).ConfigureAwait(false);
        }
        catch (Exception) when (cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancellationToken);
        }
        catch (Exception error) when (EngineErrors.IsOfConnection(error))
        {
            // Another engine may answer the next call, after an update for instance.
            _version.Forget();
            throw error is OperationCanceledException ? EngineErrors.TooLate(what, Endpoint, timeout) : EngineErrors.Unreachable(what, Endpoint, error);
        }
    }
}
