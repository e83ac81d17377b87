using System.Text.Json;

namespace PromptWatcher.AspNetCore.Tests.Events;

/// <summary>Reads a stream of server-sent events.</summary>
internal sealed class EventReader : IDisposable
{
    private readonly HttpResponseMessage _response;
    private readonly StreamReader _lines;

    private EventReader(HttpResponseMessage response, Stream stream)
    {
        _response = response;
        _lines = new StreamReader(stream);
    }

    internal static async Task<EventReader> OpenAsync(WebHost host, string? lastId = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "api/events");
        if (lastId is not null)
            request.Headers.Add("Last-Event-ID", lastId);
        HttpResponseMessage response = await host.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        response.EnsureSuccessStatusCode();
        return new EventReader(response, await response.Content.ReadAsStreamAsync());
    }

    /// <summary>The next event.</summary>
    internal async Task<(string Name, string Id, JsonElement Data)> ReadAsync()
    {
        var (name, id, data) = ("", "", "null");
        while (true)
        {
            string line = await _lines.ReadLineAsync().WaitAsync(WebHost.Patience) ?? throw new EndOfStreamException();
            if (line.StartsWith("event: ", StringComparison.Ordinal))
                name = line[7..];
            else if (line.StartsWith("id: ", StringComparison.Ordinal))
                id = line[4..];
            else if (line.StartsWith("data: ", StringComparison.Ordinal))
                data = line[6..];
            else if (line.Length == 0)
                return (name, id, JsonDocument.Parse(data).RootElement);
        }
    }

    internal async Task<(string Name, string Id, JsonElement Data)> ReadUntilAsync(Func<string, JsonElement, bool> condition)
    {
        while (true)
        {
            (string Name, string Id, JsonElement Data) read = await ReadAsync();
            if (condition(read.Name, read.Data))
                return read;
        }
    }

    public void Dispose()
    {
        _lines.Dispose();
        _response.Dispose();
    }
}
