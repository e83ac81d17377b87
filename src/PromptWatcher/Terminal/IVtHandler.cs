namespace PromptWatcher.Terminal;

/// <summary>Receives what a <see cref="VtParser"/> finds. Spans are only valid during the call: copy what you keep.</summary>
/// <remarks>All members are required: a default member would run on a boxed copy of a struct handler and lose its state.</remarks>
public interface IVtHandler
{
    /// <summary>A run of printable text, cut between code points. It may be malformed: <see cref="System.Text.Rune.DecodeFromUtf8"/> gives U+FFFD there.</summary>
    /// <remarks>Who shows text decodes it anyway; checking it here first would cost another nanosecond a byte outside ASCII (measured).</remarks>
    void Print(scoped ReadOnlySpan<byte> utf8);

    /// <summary>A C0 control other than ESC.</summary>
    void Execute(byte control);

    /// <summary>An escape sequence that is no introducer of something longer.</summary>
    void EscDispatch(VtCommand command);

    /// <summary>A control sequence.</summary>
    void CsiDispatch(VtCommand command, scoped VtParameters parameters);

    /// <summary>An operating system command without its introducer and terminator.</summary>
    /// <param name="payload">Its bytes, of which only the first <see cref="VtParser.MaxStringLength"/> come.</param>
    /// <param name="length">How long it is in all; more than what comes when it is cut.</param>
    void OscDispatch(scoped ReadOnlySpan<byte> payload, long length);

    /// <summary>A DCS (<c>P</c>), APC (<c>_</c>), PM (<c>^</c>) or SOS (<c>X</c>) string; a DCS begins with its own parameters.</summary>
    /// <param name="introducer">Which of them.</param>
    /// <param name="payload">Its bytes, of which only the first <see cref="VtParser.MaxStringLength"/> come.</param>
    /// <param name="length">How long it is in all; more than what comes when it is cut.</param>
    void StringDispatch(VtCommand introducer, scoped ReadOnlySpan<byte> payload, long length);
}
