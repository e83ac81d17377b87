namespace PromptWatcher.Detection;

/// <summary>Decides when what was written is a picture worth reading, rather than a piece of one.</summary>
internal struct FrameClock
{
    /// <summary>Programs write a picture in pieces; a pause of this length ends it.</summary>
    private static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(16);

    /// <summary>A program that never pauses is looked at this often.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(50);

    /// <summary>An update that a program announced (mode 2026) and never ended.</summary>
    private static readonly TimeSpan LongestUpdate = TimeSpan.FromMilliseconds(150);

    private TimeSpan? _first;
    private TimeSpan? _update;

    /// <summary>When the picture is to be read; null when there is nothing new.</summary>
    public TimeSpan? Due { get; private set; }

    /// <summary>Takes note of output; true when it ended an announced update, so that the picture is complete now.</summary>
    public bool Output(TimeSpan now, bool isUpdating)
    {
        _first ??= now;
        if (isUpdating)
        {
            _update ??= now;
            Due = _update + LongestUpdate;
            return false;
        }

        bool isEnd = _update is not null;
        _update = null;
        TimeSpan quiet = now + Quiet, longest = _first.Value + Longest;
        Due = quiet < longest ? quiet : longest;
        return isEnd || now >= longest;
    }

    /// <summary>The picture has been read.</summary>
    public void Clear()
    {
        _first = null;
        Due = null;
        _update = null;
    }
}
