using System.Text.Json;

namespace PromptWatcher.Benchmarks.SideBySide;

/// <summary>What one client is to measure once, as its process is told: one JSON object, the same for every language.</summary>
internal sealed record Settings
{
    public required string Client { get; init; }

    public required string Measurement { get; init; }

    /// <summary>The engine, as in <c>unix:///var/run/docker.sock</c>.</summary>
    public required string Endpoint { get; init; }

    public required string Image { get; init; }

    /// <summary>The running container that sessions are execs in; <see langword="null"/> for a container for each.</summary>
    public string? Container { get; init; }

    /// <summary>The value of the label <see cref="LabelName"/> on every container, by which what a client leaves is removed.</summary>
    public required string Run { get; init; }

    /// <summary>The terminal's output on this machine, to compare with; inside the image it is <see cref="DataInImage"/>.</summary>
    public required string DataFile { get; init; }

    /// <summary>How many times the file is printed in the measured window.</summary>
    public int Copies { get; init; } = 16;

    public int Keys { get; init; } = 5_000;

    public int Spawns { get; init; } = 15;

    public int BusySessions { get; init; } = 40;

    public int IdleSessions { get; init; } = 100;

    /// <summary>Seconds that small updates and idle sessions are watched.</summary>
    public int Seconds { get; init; } = 20;

    internal const string LabelName = "promptwatcher-benchmark";

    internal const string DataInImage = "/tui.bin";

    /// <summary>A tenth of everything, to see that it works.</summary>
    internal Settings Quick() => this with { Copies = 2, Keys = 500, Spawns = 3, BusySessions = 4, IdleSessions = 10, Seconds = 2 };

    internal string ToJson() => JsonSerializer.Serialize(this, JsonSerializerOptions.Web);

    internal static Settings Parse(string json) => JsonSerializer.Deserialize<Settings>(json, JsonSerializerOptions.Web)!;
}
