using PromptWatcher.Sessions;

namespace PromptWatcher.Tests.Sessions;

internal static class SessionWaiting
{
    /// <summary>Waits until a row of the screen holds the text; for a minute at most.</summary>
    internal static async Task WaitUntilShownAsync(this TerminalSession session, string text)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (!session.Snapshot().Lines.Any(line => line.Contains(text, StringComparison.Ordinal)))
            await Task.Delay(5, patience.Token);
    }
}
