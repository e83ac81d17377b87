using Microsoft.Extensions.Options;

namespace PromptWatcher.AspNetCore;

/// <summary>What the web may do, and how much of it. The defaults let nobody in: see <see cref="AllowAnonymousOnLoopback"/>.</summary>
public sealed class PromptWatcherWebOptions : IValidateOptions<PromptWatcherWebOptions>
{
    /// <summary>
    /// Whoever connects from this machine itself, every local user, needs no login; others are refused. For a developer's own machine only: not
    /// behind a proxy, whose connections all come from this machine and of which many can be told, but not all. <see langword="false"/> by default: the application's authorization decides.
    /// </summary>
    public bool AllowAnonymousOnLoopback { get; set; }

    /// <summary>The names under which the application is reached (the Host header without its port); those of this machine by default.</summary>
    public IList<string> AllowedHosts { get; } = ["localhost", "127.0.0.1", "[::1]"];

    /// <summary>Origins that pages may have besides the application's own, as in <c>https://watch.example.org</c>: for one behind a proxy that ends TLS. None by default.</summary>
    public IList<string> AllowedOrigins { get; } = [];

    /// <summary>The environments that sessions may be started in; <see langword="null"/> for all but recordings, which are files of this machine.</summary>
    public IReadOnlyCollection<string>? Environments { get; set; }

    /// <summary>
    /// When the application starts, sessions that its last run has left running are taken over, as those in containers can be; <see langword="false"/> by default. For an application
    /// that has its containers to itself: give it an owner of its own where others use the same engine.
    /// </summary>
    public bool AttachRunning { get; set; }

    /// <summary>Sessions started here get this process's variables, tokens among them; <see langword="false"/> by default.</summary>
    public bool InheritEnvironment { get; set; }

    /// <summary>Bytes of one request body, or of one message of a client: from 1 KiB to 16 MiB; 64 KiB by default.</summary>
    public int MaxMessageBytes { get; set; } = 64 * 1024;

    /// <summary>Sessions that run before the web starts no more: from 1 to 100,000; 100 by default.</summary>
    public int MaxSessions { get; set; } = 100;

    /// <summary>Viewers of one session at once: from 1 to 10,000; 64 by default.</summary>
    public int MaxViewersPerSession { get; set; } = 64;

    /// <summary>Viewers of all sessions at once: from 1 to 100,000; 2,500 by default.</summary>
    public int MaxViewers { get; set; } = 2_500;

    /// <summary>Readers of the stream of events at once: from 1 to 10,000; 500 by default.</summary>
    public int MaxEventReaders { get; set; } = 500;

    /// <summary>Tickets that wait to be used: from 1 to 100,000; 5,000 by default.</summary>
    public int MaxTickets { get; set; } = 5_000;

    /// <summary>How long a ticket may wait: from 1 s to 10 minutes; 60 s by default.</summary>
    public TimeSpan TicketLifetime { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>Sessions started per minute by everybody together: from 1 to 10,000; 30 by default.</summary>
    public int MaxCreatesPerMinute { get; set; } = 30;

    /// <summary>Bytes typed into a session per second, through each way in: from 1 KiB to 64 MiB; 256 KiB by default, and four times that at once.</summary>
    public int MaxInputBytesPerSecond { get; set; } = 256 * 1024;

    /// <summary>Control messages of a client (sizes, leases) per second: from 1 to 10,000; 50 by default, and four times that at once.</summary>
    public int MaxControlsPerSecond { get; set; } = 50;

    /// <summary>How often a silent connection is given a sign of life, and how long one may stay without an answer: from 1 to 19 s; 15 s by default.</summary>
    public TimeSpan KeepAlive { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>Recordings of the sessions; none by default.</summary>
    public RecordingOptions Recording { get; } = new();

    ValidateOptionsResult IValidateOptions<PromptWatcherWebOptions>.Validate(string? name, PromptWatcherWebOptions options)
    {
        var failures = new List<string>();
        Range(nameof(MaxMessageBytes), options.MaxMessageBytes, 1_024, 16 << 20);
        Range(nameof(MaxSessions), options.MaxSessions, 1, 100_000);
        Range(nameof(MaxViewersPerSession), options.MaxViewersPerSession, 1, 10_000);
        Range(nameof(MaxViewers), options.MaxViewers, 1, 100_000);
        Range(nameof(MaxEventReaders), options.MaxEventReaders, 1, 10_000);
        Range(nameof(MaxTickets), options.MaxTickets, 1, 100_000);
        Range(nameof(TicketLifetime), options.TicketLifetime, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(10));
        Range(nameof(MaxCreatesPerMinute), options.MaxCreatesPerMinute, 1, 10_000);
        Range(nameof(MaxInputBytesPerSecond), options.MaxInputBytesPerSecond, 1_024, 64 << 20);
        Range(nameof(MaxControlsPerSecond), options.MaxControlsPerSecond, 1, 10_000);
        Range(nameof(KeepAlive), options.KeepAlive, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(19));
        Range($"{nameof(Recording)}.{nameof(RecordingOptions.MaxBytesPerFile)}", options.Recording.MaxBytesPerFile, RecordingOptions.SmallestFile, long.MaxValue);
        Range($"{nameof(Recording)}.{nameof(RecordingOptions.MaxFiles)}", options.Recording.MaxFiles, 1, 1_000_000);
        foreach (string origin in options.AllowedOrigins)
        {
            if (!Uri.TryCreate(origin, UriKind.Absolute, out Uri? uri) || uri.GetLeftPart(UriPartial.Authority) != origin)
                failures.Add($"{nameof(PromptWatcherWebOptions)}.{nameof(AllowedOrigins)} has '{origin}'; an origin is scheme, host and port in lower case and nothing else, as in https://watch.example.org.");
        }

        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);

        void Range<T>(string member, T value, T least, T most)
            where T : IComparable<T>
        {
            if (value.CompareTo(least) < 0 || value.CompareTo(most) > 0)
                failures.Add($"{nameof(PromptWatcherWebOptions)}.{member} is {value}; it must be from {least} to {most}.");
        }
    }
}
