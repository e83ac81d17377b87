using System.Text;

namespace PromptWatcher.Terminal;

/// <summary>What a .NET program has to say about itself; <see cref="ProgramStatus"/> tells it to the terminal. Each value is checked when it is set.</summary>
public sealed record ProgramReport
{
    /// <summary>Makes one.</summary>
    /// <param name="state">What the program does.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such state.</exception>
    public ProgramReport(ProgramState state) => State = state;

    /// <summary>What the program does.</summary>
    public ProgramState State
    {
        get;
        init => field = Defined(value, nameof(State));
    }

    /// <summary>What the program waits for; told with <see cref="ProgramState.Blocked"/> only.</summary>
    public BlockedKind BlockedKind
    {
        get;
        init => field = Defined(value, nameof(BlockedKind));
    }

    /// <summary>From 0 to 100; told with <see cref="ProgramState.Working"/> and <see cref="ProgramState.Blocked"/> only.</summary>
    public int? Progress
    {
        get;
        init => field = value is null or (>= 0 and <= 100)
            ? value
            : throw new ArgumentOutOfRangeException(nameof(Progress), value, "Progress goes from 0 to 100.");
    }

    /// <summary>What the program works on: one line, up to 192 bytes of UTF-8. What nobody sees, such as directional marks, is left out.</summary>
    public string? Title
    {
        get;
        init => field = Line(value, ProgramStatusReport.MaxTitle, nameof(Title));
    }

    /// <summary>What there is to say about that: one line, up to 2,048 bytes of UTF-8. What nobody sees is left out.</summary>
    public string? Message
    {
        get;
        init => field = Line(value, ProgramStatusReport.MaxMessage, nameof(Message));
    }

    private static T Defined<T>(T value, string name)
        where T : struct, Enum => Enum.IsDefined(value) ? value : throw new ArgumentOutOfRangeException(name, value, $"There is no such {typeof(T).Name}.");

    /// <summary>A terminal discards a report with a control in it, and leaves out hidden characters by itself: so it shows what is kept here.</summary>
    private static string? Line(string? text, int maxLength, string name)
    {
        byte[] utf8 = Encoding.UTF8.GetBytes(text ?? "");
        if (PlainText.HasControls(utf8))
            throw new ArgumentException($"{name} has a control character in it, such as a line break or a tab; it must be one line of plain text.", name);
        string clean = PlainText.Clean(utf8);
        int length = Encoding.UTF8.GetByteCount(clean);
        if (length > maxLength)
            throw new ArgumentException($"{name} takes {length:N0} bytes of UTF-8; {maxLength:N0} is the limit.", name);
        return clean.Length == 0 ? null : clean;
    }
}
