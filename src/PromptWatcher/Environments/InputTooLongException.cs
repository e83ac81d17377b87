namespace PromptWatcher.Environments;

/// <summary>
/// A line was longer than a terminal in canonical mode can hold, where the kernel would cut it without a word. Nothing of the refused
/// input was typed.
/// </summary>
public sealed class InputTooLongException : IOException
{
    /// <summary>Makes one for a line of <paramref name="length"/> bytes where <paramref name="limit"/> fit.</summary>
    public InputTooLongException(int length, int limit)
        : base($"A line of {length} bytes was refused: this terminal reads line by line (canonical mode) and its kernel cuts a line after "
            + $"{limit} bytes. Send shorter lines, begin with Ctrl+U where the program has thrown away what was typed before, or wait until it reads its keys itself (raw mode).")
    {
        Length = length;
        Limit = limit;
    }

    /// <summary>The bytes that the line would have had, those typed before included, its end excluded.</summary>
    public int Length { get; }

    /// <summary>The bytes that a line may have, its end excluded.</summary>
    public int Limit { get; }
}
