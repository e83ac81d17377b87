using PromptWatcher.Environments;

namespace PromptWatcher.Hosts.Captures;

/// <summary>What a terminal shows at one moment, as a multiplexer tells it.</summary>
internal sealed record TerminalPicture
{
    public required TerminalSize Size { get; init; }

    /// <summary>The rows from the top, each as a terminal would print it: its text, with the sequences that colour it.</summary>
    public required IReadOnlyList<ReadOnlyMemory<byte>> Rows { get; init; }

    /// <summary>The column of the cursor, from 0.</summary>
    public int CursorColumn { get; init; }

    /// <summary>The row of the cursor, from 0.</summary>
    public int CursorRow { get; init; }

    /// <summary>The first row that scrolls, from 0.</summary>
    public int ScrollTop { get; init; }

    /// <summary>The last row that scrolls, from 0; null for the last of all.</summary>
    public int? ScrollBottom { get; init; }

    /// <summary>The title that the program has set; null where it set none.</summary>
    public string? Title { get; init; }

    /// <summary>The modes that are known to be on or off.</summary>
    public IReadOnlyList<TerminalMode> Modes { get; init; } = [];

    /// <summary>The beginning of a sequence whose rest is still to come.</summary>
    public ReadOnlyMemory<byte> Unfinished { get; init; }
}
