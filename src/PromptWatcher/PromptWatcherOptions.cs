using Microsoft.Extensions.Options;
using PromptWatcher.Detection;

namespace PromptWatcher;

/// <summary>The limits of a <see cref="Sessions.SessionManager"/>.</summary>
public sealed class PromptWatcherOptions : IValidateOptions<PromptWatcherOptions>
{
    private const int LargestMaxSessions = 100_000;
    private static readonly TimeSpan LongestRetainExited = TimeSpan.FromDays(1);

    /// <summary>How many sessions may run at once: from 1 to 100,000; 1,000 by default.</summary>
    public int MaxSessions { get; set; } = 1_000;

    /// <summary>How long a session that has ended stays readable: from 0 to 1 day; 5 minutes by default.</summary>
    public TimeSpan RetainExited { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>
    /// When the manager is disposed of, sessions whose terminals can be taken over again (those in containers) are let go instead of
    /// ended, so that the application can be restarted under them; <see langword="false"/> by default.
    /// </summary>
    public bool DetachOnDispose { get; set; }

    /// <summary>Where agents' profiles come from besides those in the library; nowhere by default.</summary>
    public ProfileOptions Profiles { get; } = new();

    ValidateOptionsResult IValidateOptions<PromptWatcherOptions>.Validate(string? name, PromptWatcherOptions options)
    {
        var failures = new List<string>();
        if (options.MaxSessions is < 1 or > LargestMaxSessions)
            failures.Add($"{nameof(PromptWatcherOptions)}.{nameof(MaxSessions)} is {options.MaxSessions}; it must be from 1 to {LargestMaxSessions}.");
        if (options.RetainExited < TimeSpan.Zero || options.RetainExited > LongestRetainExited)
            failures.Add($"{nameof(PromptWatcherOptions)}.{nameof(RetainExited)} is {options.RetainExited}; it must be from {TimeSpan.Zero} to {LongestRetainExited}.");
        if (options.Profiles.PollInterval is var poll && poll != TimeSpan.Zero && (poll < ProfileOptions.ShortestPollInterval || poll > ProfileOptions.LongestPollInterval))
            failures.Add($"{nameof(PromptWatcherOptions)}.{nameof(Profiles)}.{nameof(ProfileOptions.PollInterval)} is {poll}; it must be from {ProfileOptions.ShortestPollInterval} to {ProfileOptions.LongestPollInterval}, or zero for never.");
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }
}
