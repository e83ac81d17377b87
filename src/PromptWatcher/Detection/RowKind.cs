namespace PromptWatcher.Detection;

/// <summary>What a screen row consists of.</summary>
internal enum RowKind
{
    /// <summary>Nothing, or nothing between the sides of a frame.</summary>
    Blank,

    /// <summary>A horizontal line, or the top or bottom of a frame (which may carry a title).</summary>
    Rule,

    /// <summary>Anything else.</summary>
    Text,
}
