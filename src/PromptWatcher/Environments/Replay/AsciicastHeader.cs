using System.Text.Json;

namespace PromptWatcher.Environments.Replay;

/// <summary>The first line of a recording.</summary>
/// <param name="Version">2 or 3.</param>
/// <param name="Size">The terminal's size at the start.</param>
/// <param name="RecordedAt">When it was recorded, where the file says so.</param>
internal sealed record AsciicastHeader(int Version, TerminalSize Size, DateTimeOffset? RecordedAt)
{
    private const long LastUnixSecond = 253_402_300_799; // the end of the year 9999, where DateTimeOffset ends

    /// <exception cref="FormatException">The line is no header that can be played; the message continues "line 1 ...".</exception>
    public static AsciicastHeader Parse(ReadOnlyMemory<byte> line)
    {
        using JsonDocument document = ParseJson(line);
        JsonElement root = document.RootElement;
        if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("version", out JsonElement version))
            throw new FormatException("is not an asciicast header (a JSON object with a version)");

        return Number(version) switch
        {
            2 => new AsciicastHeader(2, ReadSize(root, "width", "height"), ReadTime(root)),
            3 when root.TryGetProperty("term", out JsonElement term) => new AsciicastHeader(3, ReadSize(term, "cols", "rows"), ReadTime(root)),
            3 => throw new FormatException("has no member term, which says how large the terminal is"),
            _ => throw new FormatException($"says version {version.GetRawText()}, and only 2 and 3 can be played"),
        };
    }

    private static JsonDocument ParseJson(ReadOnlyMemory<byte> line)
    {
        try
        {
            return JsonDocument.Parse(line);
        }
        catch (JsonException exception)
        {
            throw new FormatException("is not an asciicast header (it is not JSON)", exception);
        }
    }

    private static TerminalSize ReadSize(JsonElement element, string columnsName, string rowsName)
    {
        if (element.ValueKind != JsonValueKind.Object
            || !element.TryGetProperty(columnsName, out JsonElement columns) || Number(columns) is not { } width
            || !element.TryGetProperty(rowsName, out JsonElement rows) || Number(rows) is not { } height)
            throw new FormatException($"does not say how large the terminal is (whole numbers {columnsName} and {rowsName})");

        try
        {
            return new TerminalSize(width, height).Validated();
        }
        catch (ArgumentOutOfRangeException exception)
        {
            throw new FormatException(
                $"gives the terminal the size {width}x{height}, and columns and rows are from 1 to {TerminalSize.MaxDimension}", exception);
        }
    }

    private static DateTimeOffset? ReadTime(JsonElement root) =>
        root.TryGetProperty("timestamp", out JsonElement time) && time.ValueKind == JsonValueKind.Number
        && time.TryGetInt64(out long seconds) && seconds is >= 0 and <= LastUnixSecond
            ? DateTimeOffset.FromUnixTimeSeconds(seconds)
            : null;

    private static int? Number(JsonElement element) =>
        element.ValueKind == JsonValueKind.Number && element.TryGetInt32(out int value) ? value : null;
}
