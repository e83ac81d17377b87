using System.IO.Compression;
using System.Text;
using System.Text.Json;
using PromptWatcher.Environments;

namespace PromptWatcher.Tests;

/// <summary>One line of a recording: o is output, i is input, r is a resize, m is a mark.</summary>
public readonly record struct RecordingEvent(TimeSpan Time, char Code, string Data);

/// <summary>A terminal session in asciicast v2, as it was recorded.</summary>
public sealed record Recording(string Name, TerminalSize Size, IReadOnlyList<RecordingEvent> Events)
{
    /// <summary>All output as one stream.</summary>
    public byte[] Output => Encoding.UTF8.GetBytes(string.Concat(Events.Where(e => e.Code == 'o').Select(e => e.Data)));

    /// <summary>What stands in NAME.labels.json.</summary>
    public JsonDocument Labels() => JsonDocument.Parse(File.ReadAllText(Path.Combine(Recordings.Folder, Name + ".labels.json")));
}

/// <summary>The recordings beside the tests.</summary>
public static class Recordings
{
    private const string Suffix = ".cast.gz";

    /// <summary>The folder of the recordings in the source tree.</summary>
    public static string Folder { get; } = Path.Combine(SourceTree.Root, "tests", "PromptWatcher.Tests", "Recordings");

    /// <summary>The names, without suffix, in order.</summary>
    public static IReadOnlyList<string> Names { get; } =
        [.. Directory.EnumerateFiles(Folder, "*" + Suffix).Select(path => Path.GetFileName(path)[..^Suffix.Length]).Order(StringComparer.Ordinal)];

    /// <summary>The names for a theory.</summary>
    public static TheoryData<string> All => [.. Names];

    /// <summary>Reads one recording.</summary>
    public static Recording Open(string name)
    {
        using var reader = new StreamReader(new GZipStream(File.OpenRead(Path.Combine(Folder, name + Suffix)), CompressionMode.Decompress));
        using JsonDocument header = JsonDocument.Parse(reader.ReadLine()!);
        var size = new TerminalSize(header.RootElement.GetProperty("width").GetInt32(), header.RootElement.GetProperty("height").GetInt32());
        var events = new List<RecordingEvent>();
        while (reader.ReadLine() is { } line)
        {
            using JsonDocument entry = JsonDocument.Parse(line);
            JsonElement parts = entry.RootElement;
            events.Add(new RecordingEvent(TimeSpan.FromSeconds(parts[0].GetDouble()), parts[1].GetString()![0], parts[2].GetString()!));
        }

        return new Recording(name, size, events);
    }
}
