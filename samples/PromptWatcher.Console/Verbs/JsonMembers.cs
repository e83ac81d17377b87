using System.Text.Json;
using PromptWatcher.Environments;

namespace PromptWatcher.Console.Verbs;

/// <summary>Reads the members of an input line, with errors that name them.</summary>
internal static class JsonMembers
{
    public static string? Text(this JsonElement line, string name) =>
        !line.TryGetProperty(name, out JsonElement value) || value.ValueKind == JsonValueKind.Null ? null
        : value.ValueKind == JsonValueKind.String ? value.GetString()
        : throw new FormatException($"its \"{name}\" is no text.");

    public static bool Flag(this JsonElement line, string name) =>
        line.TryGetProperty(name, out JsonElement value)
        && (value.ValueKind is JsonValueKind.True or JsonValueKind.False or JsonValueKind.Null
            ? value.ValueKind == JsonValueKind.True
            : throw new FormatException($"its \"{name}\" is neither true nor false."));

    public static TerminalSize Size(this JsonElement line)
    {
        var size = new TerminalSize(line.Number("cols"), line.Number("rows"));
        return size is { Columns: >= 1 and <= TerminalSize.MaxDimension, Rows: >= 1 and <= TerminalSize.MaxDimension }
            ? size
            : throw new FormatException($"its size is {size}, and \"cols\" and \"rows\" are from 1 to {TerminalSize.MaxDimension}.");
    }

    private static int Number(this JsonElement line, string name) =>
        line.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out int number)
            ? number
            : throw new FormatException($"it has no whole number \"{name}\", which says how large the screen is.");
}
