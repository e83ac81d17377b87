namespace PromptWatcher.Terminal;

/// <summary>Splits a terminal's byte stream into text, controls and sequences. Streaming, tolerant, without any memory of its own per call.</summary>
/// <remarks>
/// Paul Williams' state machine (https://vt100.net/emu/dec_ansi_parser) with UTF-8 inside and without 8-bit C1 controls. It never throws,
/// never waits for more input to make progress, and gives the same calls however the stream is cut, but for the cuts between text runs.
/// Not thread-safe.
/// </remarks>
public sealed partial class VtParser
{
    /// <summary>Values of one control sequence, sub-parameters included; further ones are dropped.</summary>
    public const int MaxParameters = 32;

    /// <summary>The largest parameter value; larger ones become this.</summary>
    public const int MaxParameterValue = 65_535;

    /// <summary>Intermediates of one sequence; one with more does nothing.</summary>
    public const int MaxIntermediates = 2;

    /// <summary>Bytes kept of an OSC, DCS, APC, PM or SOS string; of a longer one the rest is only counted.</summary>
    public const int MaxStringLength = 8_192;

    private const byte Cancel = 0x18, Substitute = 0x1a, Escape = 0x1b, Delete = 0x7f;

    private enum State : byte
    {
        Ground, Escape, EscapeIntermediate, CsiEntry, CsiParameter, CsiIntermediate, CsiIgnore, Osc, String, StringEscape,
    }

    private State _state;

    /// <summary>The stream so far ends between two sequences and two characters: what somebody else writes here splits none.</summary>
    public bool IsBetweenSequences => _state == State.Ground && _pendingLength == 0;

    /// <summary>Reads more of the stream.</summary>
    /// <typeparam name="THandler">A struct, so that the JIT compiles a parser of its own for it.</typeparam>
    /// <param name="data">The next bytes, any number, cut anywhere.</param>
    /// <param name="handler">Gets what is found, in order.</param>
    public void Parse<THandler>(scoped ReadOnlySpan<byte> data, scoped ref THandler handler)
        where THandler : struct, IVtHandler, allows ref struct
    {
        int i = _pendingLength == 0 ? 0 : CompletePending(data, ref handler);
        while (i < data.Length)
        {
            i = _state switch
            {
                State.Ground => Ground(data, i, ref handler),
                State.Escape or State.EscapeIntermediate or State.StringEscape => EscapeSequence(data, i, ref handler),
                State.Osc or State.String => ControlString(data, i, ref handler),
                _ => ControlSequence(data, i, ref handler),
            };
        }
    }

    /// <summary>Text, controls and whole sequences, up to a sequence that only the state machine can read or the end of the chunk cuts.</summary>
    private int Ground<THandler>(scoped ReadOnlySpan<byte> data, int i, scoped ref THandler handler)
        where THandler : struct, IVtHandler, allows ref struct
    {
        while (i < data.Length)
        {
            byte next = data[i];
            if (next is >= 0x20 and not Delete)
            {
                int length = TextScan.Length(data[i..], out bool isAscii);
                ReadOnlySpan<byte> run = data.Slice(i, length);
                i += length;
                if (isAscii)
                    handler.Print(run);
                else
                    PrintUtf8(run, i == data.Length, ref handler);
            }
            else if (next == Escape)
            {
                int end = WholeSequence(data, i, ref handler);
                if (end == i)
                {
                    EnterEscape();
                    return i + 1;
                }

                i = end;
            }
            else
            {
                if (next != Delete)
                    handler.Execute(next);
                i++;
            }
        }

        return i;
    }
}
