using PromptWatcher.Sessions;

namespace PromptWatcher.AspNetCore.Tests;

internal static class Waiting
{
    /// <summary>Waits until a row of the screen holds the text; for a minute at most.</summary>
    internal static async Task WaitUntilShownAsync(this TerminalSession session, string text) =>
        await UntilAsync(() => session.Snapshot().Lines.Any(line => line.Contains(text, StringComparison.Ordinal)));

    internal static Task UntilAsync(Func<bool> condition) => UntilAsync(() => Task.FromResult(condition()));

    internal static async Task UntilAsync(Func<Task<bool>> condition)
    {
        using var patience = new CancellationTokenSource(WebHost.Patience);
        while (!await condition())
            await Task.Delay(5, patience.Token);
    }
}
