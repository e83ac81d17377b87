using System.Globalization;
using System.IO.Pipelines;
using System.Text;

namespace PromptWatcher.Environments;

/// <summary>What to run on a new pseudo-terminal, and how.</summary>
public record PtySpawnOptions
{
    /// <summary>The program: a path, or a name that is looked up in the <c>PATH</c> of the program's own environment.</summary>
    public required string Command { get; init; }

    /// <summary>The arguments after the program's name, one string each; no shell reads them.</summary>
    public IReadOnlyList<string> Arguments { get; init; } = [];

    /// <summary>The id of the session; one is made when it is <see langword="null"/>. Letters, digits, <c>-</c>, <c>_</c> and <c>.</c>, at most 64.</summary>
    public string? SessionId { get; init; }

    /// <summary>The project that the session belongs to, for environments that keep one place per project.</summary>
    public string? ProjectId { get; init; }

    /// <summary>The key of the environment; <c>"local"</c> when it is <see langword="null"/>.</summary>
    public string? EnvironmentId { get; init; }

    /// <summary>The directory that the program starts in. When it is <see langword="null"/>: the session's worktree, where there is one or a project is named; else that of this process, or of the image.</summary>
    public string? WorkingDirectory { get; init; }

    /// <summary>The git worktree that belongs to the session, where there is one.</summary>
    public string? WorktreePath { get; init; }

    /// <summary>
    /// The branch, tag or commit that the session's branch begins at, where the environment makes its worktree; the project's present commit
    /// when it is <see langword="null"/>.
    /// </summary>
    public string? BranchStart { get; init; }

    /// <summary>
    /// The program gets the variables of this process, tokens among them; <see langword="false"/> leaves it those that every program
    /// needs (PATH, HOME, USER, LOGNAME, SHELL, LANG, LC_*, TZ, TMPDIR). On this machine only: a container has variables of its own.
    /// </summary>
    public bool InheritEnvironment { get; init; } = true;

    /// <summary>Variables set on top of those that the program gets anyway; <see langword="null"/> removes one.</summary>
    /// <remarks>
    /// It gets TERM, COLORTERM, TERM_PROGRAM and TERM_PROGRAM_VERSION, the latter two of a terminal to which agents send progress and
    /// notifications. Where a TERM or a TERM_PROGRAM is set or removed here, neither of them is given.
    /// </remarks>
    public IReadOnlyDictionary<string, string?> Environment { get; init; } = new Dictionary<string, string?>();

    /// <summary>
    /// <see cref="Environment"/> may set variables that have programs run code which their command line does not name, such as LD_PRELOAD,
    /// BASH_ENV and NODE_OPTIONS; refused by default.
    /// </summary>
    public bool AllowLoadingVariables { get; init; }

    /// <summary>
    /// What the program may read and nobody else shall see: the text of files by their names, in a directory in memory that the variable
    /// PROMPTWATCHER_SECRETS names, readable for the program's user alone and gone with the program. Unlike a variable, a file is neither passed on to
    /// all that the program starts nor shown by the engine. At most 32, of 64 KiB each; names as of <see cref="SessionId"/>.
    /// </summary>
    public IReadOnlyDictionary<string, string> Secrets { get; init; } = new Dictionary<string, string>();

    /// <summary>The terminal's size at the start: 120 columns and 40 rows if nothing is said.</summary>
    public TerminalSize Size { get; init; } = TerminalSize.Default;

    /// <summary>
    /// What is typed as the first instruction when the program is first idle: once, with its line breaks, as a paste where the program
    /// takes pastes, and in one line elsewhere. <see cref="Sessions.TerminalSession.InitialPrompt"/> tells when it was accepted.
    /// </summary>
    public string? InitialPrompt { get; init; }

    /// <summary>The id of the agent's profile, such as <c>"claude"</c>; recognised from the command when it is <see langword="null"/>.</summary>
    public string? Agent { get; init; }

    /// <summary>
    /// Where the code after an awaited read of <see cref="PtyProcess.Reader"/> runs. <see cref="PipeScheduler.Inline"/> runs it on the
    /// event loop that serves every terminal: only for code that never blocks.
    /// </summary>
    public PipeScheduler ReaderScheduler { get; init; } = PipeScheduler.ThreadPool;

    /// <summary>What <see cref="object.ToString"/> tells: the command and the session; of these options all else may hold secrets, and options end in logs.</summary>
    /// <param name="builder">Takes it.</param>
    /// <returns>Whether anything was told.</returns>
    protected virtual bool PrintMembers(StringBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Append(CultureInfo.InvariantCulture, $"{nameof(Command)} = {Command}, {nameof(SessionId)} = {SessionId}, {nameof(EnvironmentId)} = {EnvironmentId}");
        return true;
    }
}
