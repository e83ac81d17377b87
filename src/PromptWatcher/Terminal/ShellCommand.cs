namespace PromptWatcher.Terminal;

/// <summary>The command line that a shell reported (OSC 633 E).</summary>
/// <param name="Line">What is to be run, as the shell wrote it, without what nobody sees.</param>
/// <param name="Nonce">The secret that the shell added, with which a host that gave it one knows its own shell; null where there is none.</param>
public sealed record ShellCommand(string Line, string? Nonce);
