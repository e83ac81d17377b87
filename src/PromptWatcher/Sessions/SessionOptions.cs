using System.IO.Pipelines;
using PromptWatcher.Terminal;

namespace PromptWatcher.Sessions;

/// <summary>How a session treats its terminal.</summary>
public sealed record SessionOptions
{
    /// <summary>The id of the agent's profile, such as <c>"claude"</c>; that of the spawn options, or recognised, when it is <see langword="null"/>.</summary>
    public string? Agent { get; init; }

    /// <summary>
    /// Gets every byte that the program prints, from the first one, and is completed after the last. A slow reader of it holds the
    /// program back; a completed one is written to no more. After a kill nobody waits for it, and it may get its last bytes later.
    /// </summary>
    public PipeWriter? Output { get; init; }

    /// <summary>
    /// The session answers what the program asks its terminal (device attributes, cursor position, colours). <see langword="false"/> when
    /// the bytes also go to a real terminal that answers itself: each question wants one answer.
    /// </summary>
    public bool AnswerQueries { get; init; } = true;

    /// <summary>
    /// A program that asks for focus changes (mode 1004) is told that its terminal has not the focus, as nobody looks at it: programs
    /// notify only then. The same as <see cref="AnswerQueries"/> when it is <see langword="null"/>, since a real terminal tells itself.
    /// </summary>
    public bool? ReportFocusOut { get; init; }

    /// <summary>How long a program may take to show that it took an answer; 5 s by default, from 1 ms to 10 minutes.</summary>
    public TimeSpan AnswerTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How the session's own screen is set up.</summary>
    public ScreenOptions Screen { get; init; } = new();

    internal SessionOptions Checked() => AnswerTimeout >= TimeSpan.FromMilliseconds(1) && AnswerTimeout <= TimeSpan.FromMinutes(10)
        ? this
        : throw new ArgumentOutOfRangeException(nameof(AnswerTimeout), AnswerTimeout, "A program may take from 1 ms to 10 minutes to show that it took an answer.");
}
