using PromptWatcher.Environments;

namespace PromptWatcher.Sessions;

/// <summary>What a terminal shows at one moment.</summary>
/// <param name="Size">The terminal's size.</param>
/// <param name="Lines">The screen's rows from the top, without trailing blanks.</param>
/// <param name="CursorColumn">The cursor's column, from 0.</param>
/// <param name="CursorRow">The cursor's row, from 0.</param>
/// <param name="Title">The title that the program has set; empty when it has set none.</param>
public sealed record ScreenSnapshot(TerminalSize Size, IReadOnlyList<string> Lines, int CursorColumn, int CursorRow, string Title)
{
    /// <summary>The newest of the lines that have scrolled off, the oldest first, as far as they were asked for.</summary>
    public IReadOnlyList<string> Scrollback { get; init; } = [];

    /// <summary>It shows nothing: no program has written to it, or it was cleared.</summary>
    public bool IsBlank => Lines.All(string.IsNullOrWhiteSpace);
}
