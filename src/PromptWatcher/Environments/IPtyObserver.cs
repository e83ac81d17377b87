namespace PromptWatcher.Environments;

/// <summary>Is told what others do to a terminal, in order with the bytes it prints: a recording's own keys, a second client of a shared terminal.</summary>
public interface IPtyObserver
{
    /// <summary>The terminal has another size now.</summary>
    void OnResized(TerminalSize size);

    /// <summary>Somebody other than this process typed.</summary>
    void OnTyped(ReadOnlySpan<byte> input);

    /// <summary>
    /// Output is missing before what comes next: the connection was cut and made anew. The program has been asked to paint its screen
    /// again.
    /// </summary>
    void OnGap();
}
