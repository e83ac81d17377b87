using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using PromptWatcher.Environments;

namespace PromptWatcher.Docker.Engine;

internal sealed partial class EngineClient
{
    private const int LongestLine = 16 * 1024 * 1024;

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

    /// <summary>The last size that a container's terminal got from a client, as far as the engine remembers its events; null where it does not.</summary>
    internal async Task<TerminalSize?> FindSizeAsync(string containerId, DateTimeOffset startedAt, CancellationToken cancellationToken)
    {
        string filters = JsonSerializer.Serialize(new EngineFilters(null, ["container"]) { Container = [containerId], Event = ["resize"] }, EngineJson.Default.EngineFilters);
        var call = new EngineCall(HttpMethod.Get, $"/events?since={startedAt.ToUnixTimeSeconds() - 1}&until={DateTimeOffset.UtcNow.ToUnixTimeSeconds()}&filters={EngineCall.Escape(filters)}", "look for the size of a terminal");
        using HttpResponseMessage response = await OpenAsync(call, cancellationToken).ConfigureAwait(false);
        TerminalSize? size = null;
        await foreach (EngineEvent happened in LinesAsync(call, response, EngineJson.Default.EngineEvent, Timeout.InfiniteTimeSpan, cancellationToken).ConfigureAwait(false))
            size = SizeOf(happened) ?? size;
        return size;
    }

    /// <summary>The size that an event tells of; null where it tells none.</summary>
    internal static TerminalSize? SizeOf(EngineEvent happened) =>
        happened is { Action: "resize", Actor.Attributes: { } attributes }
        && TerminalSize.TryParse($"{attributes.GetValueOrDefault("width")}x{attributes.GetValueOrDefault("height")}", out TerminalSize size)
        && size is { Columns: >= 1 and <= TerminalSize.MaxDimension, Rows: >= 1 and <= TerminalSize.MaxDimension } ? size : null;

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
            var lines = new LineReader(stream, LongestLine);
            while (true)
            {
                ReadOnlyMemory<byte>? line = await LimitedAsync(call.What, silence, token => LineAsync(lines, token), cancellationToken).ConfigureAwait(false);
                if (line is null)
                    yield break;
                if (!line.Value.Span.Trim((byte)' ').IsEmpty)
                    yield return Parse(call, line.Value, type);
            }
        }
    }

    private static async Task<ReadOnlyMemory<byte>?> LineAsync(LineReader lines, CancellationToken cancellationToken)
    {
        try
        {
            return await lines.ReadAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (FormatException error)
        {
            throw new InvalidDataException($"a line of the answer {error.Message}", error);
        }
    }
}
