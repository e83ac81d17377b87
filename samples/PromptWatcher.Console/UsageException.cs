namespace PromptWatcher.Console;

/// <summary>The command was called wrongly. The message names the value and the remedy.</summary>
internal sealed class UsageException(string message) : Exception(message);
