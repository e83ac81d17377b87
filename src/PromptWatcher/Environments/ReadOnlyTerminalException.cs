namespace PromptWatcher.Environments;

/// <summary>A terminal that is only watched was to be typed to, resized or ended. Nothing of that was done.</summary>
public sealed class ReadOnlyTerminalException : EnvironmentException
{
    /// <summary>Makes one for what was asked of the terminal <paramref name="terminal"/>, as in <c>type into</c>.</summary>
    public ReadOnlyTerminalException(string what, string terminal)
        : base($"Cannot {what} the terminal '{terminal}': somebody else started it, and it is only watched. Do it where the terminal is.")
    {
    }
}
