namespace PromptWatcher.Terminal;

/// <summary>How large a line's characters are drawn (DECSWL, DECDWL, DECDHL). A line that is not single has half the columns.</summary>
public enum LineSize : byte
{
    /// <summary>As usual.</summary>
    Single,

    /// <summary>Twice as wide.</summary>
    DoubleWidth,

    /// <summary>The upper half of characters twice as wide and high.</summary>
    DoubleHeightTop,

    /// <summary>The lower half of characters twice as wide and high.</summary>
    DoubleHeightBottom,
}
