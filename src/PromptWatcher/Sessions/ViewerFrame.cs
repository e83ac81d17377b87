using PromptWatcher.Environments;

namespace PromptWatcher.Sessions;

/// <summary>A part of what a viewer is shown. Match on the type for the particulars.</summary>
/// <param name="Cursor">The place in the session's output, see <see cref="JournalPosition"/>.</param>
public abstract record ViewerFrame(long Cursor);

/// <summary>The whole terminal: it takes the place of all that was shown before.</summary>
/// <param name="Cursor">The place that it shows; what follows goes on from there.</param>
/// <param name="Size">The terminal's size, to be set first.</param>
/// <param name="Bytes">What makes a terminal show it, see <see cref="Terminal.ScreenDump"/>. They may be kept.</param>
/// <param name="Missed">How far the viewer was behind: 0 for one that comes new, <see langword="null"/> for one that comes from elsewhere.</param>
public sealed record ViewerSnapshot(long Cursor, TerminalSize Size, ReadOnlyMemory<byte> Bytes, long? Missed) : ViewerFrame(Cursor);

/// <summary>What the program printed.</summary>
/// <param name="Cursor">The place of the first byte; that after the last one is as much further as there are bytes.</param>
/// <param name="Bytes">The bytes, cut anywhere. Valid until the viewer reads on or is disposed of.</param>
public sealed record ViewerOutput(long Cursor, ReadOnlyMemory<byte> Bytes) : ViewerFrame(Cursor);

/// <summary>The terminal's size has changed, after all output before and before all output that follows.</summary>
/// <param name="Cursor">The place after the change.</param>
/// <param name="Size">The size from now on.</param>
public sealed record ViewerResized(long Cursor, TerminalSize Size) : ViewerFrame(Cursor);

/// <summary>There is no more.</summary>
/// <param name="Cursor">The place of the end.</param>
/// <param name="Exit">How the program ended; <see langword="null"/> when the session was lost or let go, which <see cref="TerminalSession.Completion"/> tells.</param>
public sealed record ViewerEnded(long Cursor, PtyExit? Exit) : ViewerFrame(Cursor);
