namespace PromptWatcher.Terminal;

/// <summary>How a <see cref="Screen"/> is set up.</summary>
public sealed record ScreenOptions
{
    /// <summary>Lines kept by default.</summary>
    public const int DefaultScrollbackLines = 1_000;

    /// <summary>The most lines that can be kept: 100,000, about 20 MB of ordinary text.</summary>
    public const int MaxScrollbackLines = 100_000;

    /// <summary>Lines kept of what scrolls off the primary screen, from 0 (none) to <see cref="MaxScrollbackLines"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside the limits.</exception>
    public int ScrollbackLines
    {
        get;
        init => field = value is >= 0 and <= MaxScrollbackLines
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, $"A scrollback has from 0 to {MaxScrollbackLines} lines.");
    } = DefaultScrollbackLines;

    /// <summary>
    /// Whether mode 2027 is set from the start: what a person sees as one character takes one cell or one pair. Off by default, since
    /// most programs count code points; a program can set it itself.
    /// </summary>
    public bool JoinsClusters { get; init; }

    internal TableCapacities Tables { get; init; } = new();
}
