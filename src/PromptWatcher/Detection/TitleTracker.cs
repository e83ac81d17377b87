namespace PromptWatcher.Detection;

/// <summary>Watches the title for a spinner in front of a text that stays.</summary>
internal sealed class TitleTracker
{
    private static readonly TimeSpan LongestStep = TimeSpan.FromSeconds(2.5);

    private string _title = "";
    private string _cycle = "";
    private bool _isCycle;
    private int _steps;

    /// <summary>When the title last changed.</summary>
    public TimeSpan Since { get; private set; }

    /// <summary>Until when the title is animated if nothing more comes.</summary>
    public TimeSpan AnimatedUntil => _steps >= 2 ? Since + LongestStep : TimeSpan.Zero;

    /// <summary>Takes note of the title; true when it changed.</summary>
    public bool Observe(string title, TimeSpan now)
    {
        if (title == _title)
            return false;
        bool isStep = now - Since <= LongestStep && Rest(title) is { Length: > 0 } rest && rest.SequenceEqual(Rest(_title));
        _steps = isStep && IsInCycle(title[0]) ? _steps + 1 : 0;
        if (_steps == 0)
            (_cycle, _isCycle) = (title.Length > 0 ? title[..1] : "", false);
        _title = title;
        Since = now;
        return true;
    }

    // Once frames have come back, one that never was there is no part of the spinner: it marks its end.
    private bool IsInCycle(char step)
    {
        if (_cycle.Contains(step))
            return _isCycle = true;
        if (_isCycle)
            return false;
        _cycle += step;
        return true;
    }

    // What follows the first word, when that is made of symbols.
    private static ReadOnlySpan<char> Rest(ReadOnlySpan<char> title)
    {
        int blank = title.IndexOf(' ');
        return blank is > 0 and <= 2 && !char.IsLetterOrDigit(title[0]) ? title[blank..] : default;
    }
}
