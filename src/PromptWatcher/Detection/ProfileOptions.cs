namespace PromptWatcher.Detection;

/// <summary>Where profiles come from besides those in the library.</summary>
public sealed class ProfileOptions
{
    internal static readonly TimeSpan ShortestPollInterval = TimeSpan.FromMilliseconds(100);
    internal static readonly TimeSpan LongestPollInterval = TimeSpan.FromHours(1);

    /// <summary>Files with one profile each. One with the id of another profile takes its place.</summary>
    public IList<string> Files { get; } = [];

    /// <summary>Folders of such files, whose names end with <c>.json</c>.</summary>
    public IList<string> Folders { get; } = [];

    /// <summary>
    /// How often the files are looked at for changes: from 100 ms to 1 hour, 1 second by default; zero for never. A change is taken
    /// once it has stood still for one interval.
    /// </summary>
    public TimeSpan PollInterval { get; set; } = TimeSpan.FromSeconds(1);
}
