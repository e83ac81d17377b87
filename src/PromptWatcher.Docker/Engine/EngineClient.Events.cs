using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace PromptWatcher.Docker.Engine;

internal sealed partial class EngineClient
{
    /// <summary>What happens to containers with all the labels, from the moment on that the first value is waited for; ends when the engine ends it.</summary>
    internal async IAsyncEnumerable<EngineEvent> WatchEventsAsync(IReadOnlyList<string> labels, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string filters = JsonSerializer.Serialize(new EngineFilters(labels, ["container"]), EngineJson.Default.EngineFilters);
        var call = new EngineCall(HttpMethod.Get, $"/events?filters={EngineCall.Escape(filters)}", "watch events");
        using HttpResponseMessage response = await OpenAsync(call, cancellationToken).ConfigureAwait(false);
        await foreach (EngineEvent happened in LinesAsync(call, response, EngineJson.Default.EngineEvent, Timeout.InfiniteTimeSpan, cancellationToken).ConfigureAwait(false))
        {
            if (happened is { Action: not null, Actor.Id: not null })
                yield return happened with { Action = PodmanAction(happened.Action) };
        }
    }

    /// <summary>Podman has words of its own for two of Docker's.</summary>
    private static string PodmanAction(string action) => action switch
    {
        "remove" => "destroy",
        "exec_died" => "exec_die",
        _ => action,
    };

    /// <summary>The values of an answer that has one a line and may last.</summary>
    private async IAsyncEnumerable<T> LinesAsync<T>(EngineCall call, HttpResponseMessage response, JsonTypeInfo<T> type, TimeSpan silence, [EnumeratorCancellation] CancellationToken cancellationToken)
        where T : class
    {
        Stream stream = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        await using (stream.ConfigureAwait(false))
        {
            var lines = new LineReader(stream);
            while (true)
            {
                ReadOnlyMemory<byte>? line = await LimitedAsync(call.What, silence, lines.ReadAsync, cancellationToken).ConfigureAwait(false);
                if (line is null)
                    yield break;
                if (!line.Value.Span.Trim((byte)' ').IsEmpty)
                    yield return Parse(call, line.Value, type);
            }
        }
    }
}
