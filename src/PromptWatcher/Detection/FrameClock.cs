namespace PromptWatcher.Detection;

/// <summary>Decides when what was written is a picture worth reading, rather than a piece of one.</summary>
/// <remarks>
/// Only time counts, never how the bytes were cut into pieces. The end of an announced update (mode 2026) is a pause like any other: Codex
/// draws one picture in up to three updates, with reports of its state between them that hold for a few milliseconds.
/// </remarks>
internal struct FrameClock
{
    /// <summary>Programs write a picture in pieces; a pause of this length ends it.</summary>
    private static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(16);

    /// <summary>A program that never pauses is looked at this often.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(50);

    /// <summary>Pieces of one write come this close together.</summary>
    private static readonly TimeSpan Piece = TimeSpan.FromMilliseconds(1);

    /// <summary>An update that a program announced and never ended.</summary>
    private static readonly TimeSpan LongestUpdate = TimeSpan.FromMilliseconds(150);

    private TimeSpan? _first;

    /// <summary>When the picture is to be read; null when there is nothing new.</summary>
    public TimeSpan? Due { get; private set; }

    /// <summary>Takes note of output, which may have ended within an announced update.</summary>
    public void Output(TimeSpan now, bool isUpdating)
    {
        _first ??= now;
        if (isUpdating)
        {
            Due = _first + LongestUpdate;
            return;
        }

        TimeSpan quiet = now + Quiet, longest = _first.Value + Longest, piece = now + Piece;
        Due = quiet < longest ? quiet : longest > piece ? longest : piece;
    }

    /// <summary>The picture has been read.</summary>
    public void Clear()
    {
        _first = null;
        Due = null;
    }
}
