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

    /// <summary>Updates of which one begins with the bytes that end another leave no moment for a whole picture, and are looked at this often.</summary>
    private static readonly TimeSpan LongestSeamless = TimeSpan.FromMilliseconds(150);

    /// <summary>An update that lasts longer was announced and never ended.</summary>
    private static readonly TimeSpan LongestUpdate = TimeSpan.FromSeconds(1);

    private long _ended;
    private TimeSpan? _begin;
    private TimeSpan? _seamless;
    private TimeSpan? _whole;

    /// <summary>When the picture is to be read; null when there is nothing new.</summary>
    public TimeSpan? Due { get; private set; }

    /// <summary>An announced update is open: what is on the screen says nothing, nor does that it stays so.</summary>
    public bool IsUpdating { get; private set; }

    /// <summary>Takes note of output.</summary>
    /// <param name="now">When it came.</param>
    /// <param name="isUpdating">It has ended within an announced update.</param>
    /// <param name="endedUpdates">How many updates have ended, all told.</param>
    public void Output(TimeSpan now, bool isUpdating, long endedUpdates)
    {
        bool hasEnded = endedUpdates != _ended;
        _ended = endedUpdates;
        _begin = !isUpdating ? null : hasEnded ? now : _begin ?? now;
        IsUpdating = now - _begin < LongestUpdate;
        if (IsUpdating && _begin is { } begin)
        {
            if (hasEnded)
                _seamless ??= now;
            TimeSpan never = begin + LongestUpdate;
            Due = _seamless + LongestSeamless is { } seamless && seamless < never ? seamless : never;
            return;
        }

        _whole ??= now;
        TimeSpan quiet = now + Quiet, longest = _whole.Value + Longest, piece = now + Piece;
        Due = quiet < longest ? quiet : longest > piece ? longest : piece;
    }

    /// <summary>The picture has been read. An update that is still open stays so.</summary>
    public void Clear()
    {
        _whole = _seamless = null;
        IsUpdating = false;
        Due = null;
    }
}
