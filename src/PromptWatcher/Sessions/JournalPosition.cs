namespace PromptWatcher.Sessions;

/// <summary>A place in a session's output, to go on from later.</summary>
/// <param name="Epoch">The run that it belongs to, <see cref="TerminalSession.Epoch"/>: a place in another run's output means nothing here.</param>
/// <param name="Cursor">How much came before it since the session's beginning: one for each byte of output and for each change of size.</param>
public readonly record struct JournalPosition(string Epoch, long Cursor);
