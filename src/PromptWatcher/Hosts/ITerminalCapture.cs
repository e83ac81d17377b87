using PromptWatcher.Environments;

namespace PromptWatcher.Hosts;

/// <summary>A way to see what a terminal of the host shows.</summary>
internal interface ITerminalCapture
{
    /// <summary>Whether this way may work for a terminal, by what is known of it.</summary>
    bool CanCapture(HostTerminal terminal);

    /// <summary>Begins to capture it. The terminal's reader gives first what it shows now, then what it prints, and ends with it.</summary>
    /// <exception cref="EnvironmentException">This way does not work for it after all; the next one is tried.</exception>
    ValueTask<PtyProcess> OpenAsync(HostTerminal terminal, CancellationToken cancellationToken);
}
