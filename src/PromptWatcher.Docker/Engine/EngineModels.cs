using System.Text.Json.Serialization;

namespace PromptWatcher.Docker.Engine;

// What is sent to the engine and read of its answers: https://docs.docker.com/reference/api/engine/, only the members that are used.

internal sealed record CreateContainerRequest
{
    public required string Image { get; init; }
    public IReadOnlyList<string>? Entrypoint { get; init; }
    public IReadOnlyList<string>? Cmd { get; init; }
    public IReadOnlyList<string>? Env { get; init; }
    public string? WorkingDir { get; init; }
    public string? User { get; init; }
    public IReadOnlyDictionary<string, string>? Labels { get; init; }
    public bool Tty { get; init; } = true;
    public bool OpenStdin { get; init; } = true;
    public bool? StdinOnce { get; init; }
    public bool AttachStdin { get; init; } = true;
    public bool AttachStdout { get; init; } = true;
    public bool AttachStderr { get; init; } = true;
    public string? StopSignal { get; init; }
    public required HostConfig HostConfig { get; init; }
}

internal sealed record HostConfig
{
    public bool Init { get; init; } = true;
    public bool? AutoRemove { get; init; }
    public LogConfig? LogConfig { get; init; }
    public IReadOnlyList<MountSpec>? Mounts { get; init; }
    public IReadOnlyDictionary<string, string>? Tmpfs { get; init; }
    public string? NetworkMode { get; init; }
    public string? PidMode { get; init; }
    public bool? ReadonlyRootfs { get; init; }
    public IReadOnlyList<string>? CapDrop { get; init; }
    public IReadOnlyList<string>? CapAdd { get; init; }
    public IReadOnlyList<string>? SecurityOpt { get; init; }
    public long? PidsLimit { get; init; }
    public long? Memory { get; init; }
    public long? NanoCpus { get; init; }

    /// <summary>Rows, then columns; honoured since API 1.42.</summary>
    public IReadOnlyList<int>? ConsoleSize { get; init; }
}

internal sealed record LogConfig(string Type);

internal sealed record MountSpec(string Type, string Source, string Target, bool ReadOnly);

internal sealed record CreatedResource(string Id);

internal sealed record ContainerInspection(string Id, string Name, DateTimeOffset Created, ContainerState State, ContainerConfig Config);

internal sealed record ContainerState(
    string Status, bool Running, bool Paused, bool OOMKilled, int ExitCode, string? Error, DateTimeOffset StartedAt, DateTimeOffset FinishedAt, int Pid = 0);

internal sealed record ContainerConfig(
    string Image, bool Tty, IReadOnlyDictionary<string, string>? Labels, IReadOnlyList<string>? Env = null, string? WorkingDir = null);

internal sealed record ContainerSummary(string Id, IReadOnlyList<string> Names, string State, long Created, IReadOnlyDictionary<string, string>? Labels);

/// <summary>What <c>HEAD /containers/{id}/archive</c> says of a path; <paramref name="Mode"/> are Go's FileMode bits, the lowest nine those of chmod.</summary>
internal sealed record PathStat(
    [property: JsonPropertyName("name")] string Name, [property: JsonPropertyName("size")] long Size,
    [property: JsonPropertyName("mode")] uint Mode, [property: JsonPropertyName("mtime")] DateTimeOffset ModifiedAt, [property: JsonPropertyName("linkTarget")] string? LinkTarget);

internal sealed record CreateExecRequest
{
    public required IReadOnlyList<string> Cmd { get; init; }
    public IReadOnlyList<string>? Env { get; init; }
    public string? WorkingDir { get; init; }
    public string? User { get; init; }
    public bool Tty { get; init; } = true;
    public bool AttachStdin { get; init; } = true;
    public bool AttachStdout { get; init; } = true;
    public bool AttachStderr { get; init; } = true;
    public string? DetachKeys { get; init; }

    /// <summary>Rows, then columns; honoured since API 1.42.</summary>
    public IReadOnlyList<int>? ConsoleSize { get; init; }
}

internal sealed record ExecInspection(bool Running, int? ExitCode, int Pid);

internal sealed record VolumeInspection(string Name, IReadOnlyDictionary<string, string>? Labels);

internal sealed record ImageInspection(string Id, ImageConfig? Config);

internal sealed record ImageConfig(IReadOnlyList<string>? Env, IReadOnlyList<string>? Entrypoint, IReadOnlyList<string>? Cmd, string? WorkingDir, string? User);

internal sealed record EngineEvent(string Type, string Action, EventActor Actor, [property: JsonPropertyName("timeNano")] long TimeNano);

internal sealed record EventActor([property: JsonPropertyName("ID")] string Id, IReadOnlyDictionary<string, string>? Attributes);

internal sealed record StartExecRequest(bool Detach, bool Tty);

internal sealed record CreateVolumeRequest(string Name, IReadOnlyDictionary<string, string> Labels);

internal sealed record WaitAnswer(long? StatusCode, WaitError? Error);

internal sealed record WaitError(string? Message);

/// <summary>A line of <c>POST /images/create</c>: progress, or an error inside an answer that began with 200.</summary>
internal sealed record PullLine(
    [property: JsonPropertyName("status")] string? Status, [property: JsonPropertyName("id")] string? Layer,
    [property: JsonPropertyName("progressDetail")] PullDetail? Detail, [property: JsonPropertyName("error")] string? Error);

internal sealed record PullDetail([property: JsonPropertyName("current")] long? Current, [property: JsonPropertyName("total")] long? Total);

internal sealed record EngineFilters(
    [property: JsonPropertyName("label")] IReadOnlyList<string>? Label, [property: JsonPropertyName("type")] IReadOnlyList<string>? Type = null)
{
    [JsonPropertyName("container")]
    public IReadOnlyList<string>? Container { get; init; }

    [JsonPropertyName("event")]
    public IReadOnlyList<string>? Event { get; init; }
}
