namespace PromptWatcher.Detection;

/// <summary>Watches the title for a spinner in front of a text that stays.</summary>
internal sealed class TitleTracker
{
    private static readonly TimeSpan LongestStep = TimeSpan.FromSeconds(2.5);

    private string _title = "";
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
        _steps = isStep ? _steps + 1 : 0;
        _title = title;
        Since = now;
        return true;
    }

    // What follows the first word, when that is made of symbols.
    private static ReadOnlySpan<char> Rest(ReadOnlySpan<char> title)
    {
        int blank = title.IndexOf(' ');
        return blank is > 0 and <= 2 && !char.IsLetterOrDigit(title[0]) ? title[blank..] : default;
    }
}
