using System.Buffers.Text;

namespace PromptWatcher.Environments.Replay;

/// <summary>How a recorded program ended, where the recording says so.</summary>
internal static class ReplayExit
{
    /// <summary>Reads an exit event of version 3, whose text is the exit code.</summary>
    public static PtyExit? FromEvent(ReadOnlySpan<byte> text) =>
        Utf8Parser.TryParse(text, out int code, out int used) && used == text.Length ? FromCode(code) : null;

    /// <summary>Reads a marker <c>exit N</c>. Version 2 has no event for the exit; recorders that know the code leave such a marker.</summary>
    public static PtyExit? FromMarker(ReadOnlySpan<byte> text) => text.StartsWith("exit "u8) ? FromEvent(text[5..]) : null;

    // Below zero is a signal: so writes Python's subprocess, with which many recorders are made.
    private static PtyExit FromCode(int code) => code < 0 ? new PtyExit(null, -code) : new PtyExit(code);
}
