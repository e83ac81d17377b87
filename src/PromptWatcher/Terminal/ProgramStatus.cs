using System.Globalization;
using System.Text;

namespace PromptWatcher.Terminal;

/// <summary>Tells the terminal what this program is doing (Program Status Protocol, OSC 7501). Terminals that do not know it show nothing.</summary>
/// <remarks>
/// Safe for concurrent use. Each report takes the place of the one before. One that is disposed takes its report back, with those of its
/// parts, unless that was <see cref="ProgramState.Done"/> or <see cref="ProgramState.Error"/>, which are for a person to find.
/// </remarks>
public sealed class ProgramStatus : IDisposable
{
    private readonly TextWriter _terminal;
    private readonly Lock _gate;
    private readonly string _id;
    private readonly string? _app;
    private ProgramState? _last;

    /// <summary>Makes one that writes to <see cref="Console.Out"/>, and nothing where that is redirected or its terminal is dumb.</summary>
    /// <param name="app">The program's name: up to 32 letters, digits and <c>_.,+/=-</c>.</param>
    /// <exception cref="ArgumentException">The name is longer, or has something else in it.</exception>
    public ProgramStatus(string? app = null)
        : this(Console.IsOutputRedirected || Environment.GetEnvironmentVariable("TERM") == "dumb" ? TextWriter.Null : Console.Out, app)
    {
    }

    /// <summary>Makes one that writes to a terminal, whatever the console is.</summary>
    /// <param name="terminal">Gets each report in one piece and is flushed after it. It stays open.</param>
    /// <param name="app">The program's name: up to 32 letters, digits and <c>_.,+/=-</c>.</param>
    /// <exception cref="ArgumentException">The name is longer, or has something else in it.</exception>
    public ProgramStatus(TextWriter terminal, string? app = null)
        : this(terminal, new Lock(), "", Named(app, ProgramStatusReport.MaxApp, nameof(app)))
    {
        ArgumentNullException.ThrowIfNull(terminal);
    }

    private ProgramStatus(TextWriter terminal, Lock gate, string id, string? app)
    {
        _terminal = terminal;
        _gate = gate;
        _id = id;
        _app = app;
    }

    /// <summary>A part of this program, with a report of its own: a helper, a job, a download.</summary>
    /// <param name="name">Its name among the parts of this one: letters, digits and <c>_.,+=-</c>.</param>
    /// <exception cref="ArgumentException">The name has something else in it, or lies deeper than 8 names, or is longer than 128 bytes with the names around it.</exception>
    public ProgramStatus Part(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        if (name.Contains('/', StringComparison.Ordinal))
            throw new ArgumentException($"'{name}' has a slash in it; make a part of a part instead.", nameof(name));
        string id = _id.Length == 0 ? name : $"{_id}/{name}";
        if (id.Count(c => c == '/') >= ProgramStatusReport.MaxSegments)
            throw new ArgumentException($"'{id}' lies {ProgramStatusReport.MaxSegments + 1} names deep; {ProgramStatusReport.MaxSegments} is the limit.", nameof(name));
        return new ProgramStatus(_terminal, _gate, Named(id, ProgramStatusReport.MaxId, nameof(name))!, app: null);
    }

    /// <summary>Tells what is going on, in place of what was told before.</summary>
    public void Report(ProgramReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        var pairs = new StringBuilder("state=").Append(Word(report.State));
        if (report is { State: ProgramState.Blocked, BlockedKind: not BlockedKind.Unknown })
            pairs.Append(":kind=").Append(Word(report.BlockedKind));
        if (report is { State: ProgramState.Working or ProgramState.Blocked, Progress: { } progress })
            pairs.Append(":progress=").Append(progress.ToString(CultureInfo.InvariantCulture));
        if (_app is not null)
            pairs.Append(":app=").Append(_app);
        if (report.Title is { } title)
            pairs.Append(":title=").Append(Base64(title));
        if (report.Message is { } message)
            pairs.Append(":msg=").Append(Base64(message));
        Write(pairs.ToString(), report.State);
    }

    /// <summary>Tells what is going on, in place of what was told before.</summary>
    /// <param name="state">What the program does.</param>
    /// <param name="message">What there is to say about that: one line, up to 2,048 bytes of UTF-8.</param>
    /// <exception cref="ArgumentException">The state or the message will not do; <see cref="ProgramReport"/> says why.</exception>
    public void Report(ProgramState state, string? message = null) => Report(new ProgramReport(state) { Message = message });

    /// <summary>Takes back what was told, here and by the parts.</summary>
    public void Clear() => Write("state=clear", state: null);

    /// <summary>Takes back what was told, unless it is that the work is done or has failed.</summary>
    public void Dispose()
    {
        if (_last is ProgramState.Idle or ProgramState.Working or ProgramState.Blocked)
            Clear();
    }

    private void Write(string pairs, ProgramState? state)
    {
        // In one call, so that what others write to the terminal does not come in between.
        string sequence = _id.Length == 0 ? $"\e]7501;{pairs}\e\\" : $"\e]7501;{pairs}:id={_id}\e\\";
        lock (_gate)
        {
            _last = state;
            _terminal.Write(sequence);
            _terminal.Flush();
        }
    }

    private static string? Named(string? name, int maxLength, string parameter)
    {
        if (name is not { Length: > 0 })
            return null;
        byte[] utf8 = Encoding.UTF8.GetBytes(name);
        if (!ProgramStatusReport.IsValue(utf8))
            throw new ArgumentException($"'{name}' has something else in it than the letters A to Z, digits and '_.,+=-'.", parameter);
        return utf8.Length <= maxLength
            ? name
            : throw new ArgumentException($"'{name}' has {utf8.Length} bytes; {maxLength} is the limit.", parameter);
    }

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    private static string Word(ProgramState state) => state switch
    {
        ProgramState.Idle => "idle",
        ProgramState.Working => "working",
        ProgramState.Done => "done",
        ProgramState.Blocked => "blocked",
        _ => "error",
    };

    private static string Word(BlockedKind kind) => kind switch
    {
        BlockedKind.Permission => "permission",
        BlockedKind.Question => "question",
        _ => "auth",
    };
}
