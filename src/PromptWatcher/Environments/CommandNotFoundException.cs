namespace PromptWatcher.Environments;

/// <summary>A command names no program that can be found. The message tells where it was looked for, which whoever asked from elsewhere need not know.</summary>
public sealed class CommandNotFoundException : EnvironmentException
{
    /// <summary>Makes one with the command and the message.</summary>
    public CommandNotFoundException(string command, string message)
        : base(message) => Command = command;

    /// <summary>The command as it was named.</summary>
    public string Command { get; }
}
