using System.Formats.Tar;
using System.Net;
using System.Text.Json;
using PromptWatcher.Environments;

namespace PromptWatcher.Docker.Engine;

internal sealed partial class EngineClient
{
    /// <summary>Podman 4.3 cannot kill what has just ended, and refuses to remove it until it has noticed.</summary>
    private const int RemoveAttempts = 5;

    private static readonly TimeSpan RemovePause = TimeSpan.FromMilliseconds(100);

    internal async Task<string> CreateContainerAsync(string name, CreateContainerRequest request, CancellationToken cancellationToken)
    {
        EngineCall call = new EngineCall(HttpMethod.Post, $"/containers/create?name={EngineCall.Escape(name)}", $"create the container '{name}' of the image '{request.Image}'")
            .With(request, EngineJson.Default.CreateContainerRequest);
        return IdOf(call, await CallAsync(call, EngineJson.Default.CreatedResource, cancellationToken).ConfigureAwait(false));
    }

    /// <summary>Starts a container; one that runs already stays as it is.</summary>
    internal async Task StartContainerAsync(string id, CancellationToken cancellationToken)
    {
        var call = new EngineCall(HttpMethod.Post, $"/containers/{EngineCall.Id(id)}/start", $"start the container '{id}'");
        EngineAnswer answer = await AskAsync(call, cancellationToken).ConfigureAwait(false);
        if (!answer.IsSuccess && answer.Status != HttpStatusCode.NotModified)
            throw Refused(call, answer);
    }

    internal async Task<ContainerInspection> InspectContainerAsync(string id, CancellationToken cancellationToken)
    {
        var call = new EngineCall(HttpMethod.Get, $"/containers/{EngineCall.Id(id)}/json", $"inspect the container '{id}'");
        ContainerInspection container = await CallAsync(call, EngineJson.Default.ContainerInspection, cancellationToken).ConfigureAwait(false);
        return container is { Id: not null, State: not null, Config: not null } ? container : throw EngineErrors.Unreadable(call.What, Endpoint, new JsonException());
    }

    /// <summary>Those that have all the labels, each <c>name</c> or <c>name=value</c>, in whatever state.</summary>
    internal async Task<IReadOnlyList<ContainerSummary>> ListContainersAsync(IReadOnlyList<string> labels, CancellationToken cancellationToken)
    {
        string filters = JsonSerializer.Serialize(new EngineFilters(labels), EngineJson.Default.EngineFilters);
        var call = new EngineCall(HttpMethod.Get, $"/containers/json?all=1&filters={EngineCall.Escape(filters)}", "list containers");
        return await CallAsync(call, EngineJson.Default.IReadOnlyListContainerSummary, cancellationToken).ConfigureAwait(false);
    }

    internal Task KillContainerAsync(string id, string signal, CancellationToken cancellationToken) => CallAsync(
        new EngineCall(HttpMethod.Post, $"/containers/{EngineCall.Id(id)}/kill?signal={EngineCall.Escape(signal)}", $"send {signal} to the container '{id}'"), cancellationToken);

    /// <summary>Removes a container with its anonymous volumes, running or not; one that is gone, or goes already, is no error.</summary>
    internal async Task RemoveContainerAsync(string id, CancellationToken cancellationToken)
    {
        var call = new EngineCall(HttpMethod.Delete, $"/containers/{EngineCall.Id(id)}?force=1&v=1", $"remove the container '{id}'");
        for (int attempt = 1; ; attempt++)
        {
            EngineAnswer answer = await AskAsync(call, cancellationToken).ConfigureAwait(false);
            bool conflict = answer.Status == HttpStatusCode.Conflict;
            if (answer.IsSuccess || answer.Status == HttpStatusCode.NotFound || (conflict && answer.Message.Contains("already in progress", StringComparison.OrdinalIgnoreCase)))
                return;
            if (attempt == RemoveAttempts || !conflict)
                throw Refused(call, answer);
            await Task.Delay(RemovePause, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Removes a container where something went wrong already, which is what the caller must hear.</summary>
    internal async Task TryRemoveContainerAsync(string id)
    {
        try
        {
            await RemoveContainerAsync(id, CancellationToken.None).ConfigureAwait(false);
        }
        catch (DockerEngineException)
        {
            // It goes by itself with its input, or is swept away.
        }
    }

    /// <summary>Gives a container's terminal its size. Nothing happens where there is none, the program having ended (409, 404) or not begun (409).</summary>
    internal Task ResizeContainerAsync(string id, TerminalSize size, CancellationToken cancellationToken) =>
        ResizeAsync(new EngineCall(HttpMethod.Post, $"/containers/{EngineCall.Id(id)}/resize?{SizeQuery(size)}", $"resize the terminal of the container '{id}'"), cancellationToken);

    /// <summary>What is at a path in a container, whatever its state; <see langword="null"/> for nothing.</summary>
    internal async Task<PathStat?> FindPathAsync(string containerId, string path, CancellationToken cancellationToken)
    {
        var call = new EngineCall(HttpMethod.Head, $"/containers/{EngineCall.Id(containerId)}/archive?path={EngineCall.Escape(path)}", $"look at '{path}' in the container '{containerId}'");
        EngineAnswer answer = await AskAsync(call, cancellationToken).ConfigureAwait(false);
        if (answer.Status == HttpStatusCode.NotFound)
            return null;
        if (!answer.IsSuccess)
            throw Refused(call, answer);
        // Base64 of as many as 4/3 bytes.
        byte[] json = new byte[answer.PathStat?.Length ?? 0];
        return Convert.TryFromBase64String(answer.PathStat ?? "", json, out int length)
            ? Parse(call, json.AsMemory(0, length), EngineJson.Default.PathStat)
            : throw EngineErrors.Unreadable(call.What, Endpoint, new JsonException());
    }

    /// <summary>Writes a file into a container, in place of one that is there; its directory must be there.</summary>
    internal Task WriteFileAsync(string containerId, string directory, string name, byte[] content, UnixFileMode mode, CancellationToken cancellationToken)
    {
        using var archive = new MemoryStream();
        using (var tar = new TarWriter(archive, TarEntryFormat.Ustar, leaveOpen: true))
            tar.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, name) { DataStream = new MemoryStream(content), Mode = mode });
        var call = new EngineCall(HttpMethod.Put, $"/containers/{EngineCall.Id(containerId)}/archive?path={EngineCall.Escape(directory)}", $"write '{directory}/{name}' in the container '{containerId}'");
        return CallAsync(call.WithArchive(archive.ToArray()), cancellationToken);
    }

    private async Task ResizeAsync(EngineCall call, CancellationToken cancellationToken)
    {
        EngineAnswer answer = await AskAsync(call, cancellationToken).ConfigureAwait(false);
        if (!answer.IsSuccess && answer.Status is not (HttpStatusCode.Conflict or HttpStatusCode.NotFound))
            throw Refused(call, answer);
    }

    private static string SizeQuery(TerminalSize size) => $"h={size.Rows}&w={size.Columns}";

    private string IdOf(EngineCall call, CreatedResource created) =>
        created.Id is { Length: > 0 } id ? id : throw EngineErrors.Unreadable(call.What, Endpoint, new JsonException());
}
