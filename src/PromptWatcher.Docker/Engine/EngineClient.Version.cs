namespace PromptWatcher.Docker.Engine;

internal sealed partial class EngineClient
{
    private const string PingPath = "/_ping";
    private const string PingWhat = "reach the engine";

    /// <summary>Asks the engine for its version: with HEAD, or with GET where a proxy or an old engine knows no HEAD.</summary>
    private Task<EngineGreeting> PingAsync() => LimitedAsync(
        PingWhat,
        async token =>
        {
            (EngineGreeting greeting, EngineAnswer answer) = await PingAsync(HttpMethod.Head, token).ConfigureAwait(false);
            if (!answer.IsSuccess)
                (greeting, answer) = await PingAsync(HttpMethod.Get, token).ConfigureAwait(false);
            return answer.IsSuccess ? greeting : throw EngineErrors.Refused(PingWhat, Endpoint, answer);
        },
        CancellationToken.None);

    private async Task<(EngineGreeting Greeting, EngineAnswer Answer)> PingAsync(HttpMethod method, CancellationToken cancellationToken)
    {
        using HttpResponseMessage response = await SendAsync(method, PingPath, call: null, cancellationToken).ConfigureAwait(false);
        return (EngineGreeting.Of(response), await ReadAsync(response, LargestError, cancellationToken).ConfigureAwait(false));
    }
}
