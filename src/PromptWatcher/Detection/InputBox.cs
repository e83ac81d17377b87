namespace PromptWatcher.Detection;

/// <summary>A place where a program takes free text: rows from its upper to its lower edge.</summary>
/// <param name="Top">First row, with the frame.</param>
/// <param name="Bottom">Last row, with the frame.</param>
/// <param name="Row">The row where the text begins.</param>
/// <param name="Start">Index of the text in that row, behind the glyph.</param>
/// <param name="IsFramed">Lines or the sides of a frame set it off.</param>
internal readonly record struct InputBox(int Top, int Bottom, int Row, int Start, bool IsFramed);
