using System.Text;

namespace PromptWatcher.Environments.Replay;

/// <summary>One event of a recording.</summary>
/// <param name="Time">Recorded time since the start.</param>
/// <param name="Code">What happened: one of the constants of this type.</param>
/// <param name="Data">The event's text in UTF-8; valid until the next event is read.</param>
internal readonly record struct AsciicastEvent(TimeSpan Time, char Code, ReadOnlyMemory<byte> Data)
{
    public const char Unknown = default;
    public const char Output = 'o';
    public const char Input = 'i';
    public const char Resize = 'r';
    public const char Marker = 'm';
    public const char Exit = 'x';

    /// <summary>Reads the size that a resize event names; fails when it is none that a terminal can have.</summary>
    public bool TryGetSize(out TerminalSize size) =>
        TerminalSize.TryParse(Encoding.UTF8.GetString(Data.Span), out size)
        && size is { Columns: >= 1 and <= TerminalSize.MaxDimension, Rows: >= 1 and <= TerminalSize.MaxDimension };
}
