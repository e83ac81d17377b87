using System.Diagnostics;
using System.Runtime.CompilerServices;
using PromptWatcher.Sessions;

namespace PromptWatcher.Tests;

/// <summary>Waits for what nothing tells of.</summary>
internal static class Waiting
{
    /// <summary>After which a test has failed: a megabyte typed over TLS took 37 s on two cores with a load of 14.</summary>
    internal static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    /// <summary>Waits until a row of the screen holds the text.</summary>
    internal static Task WaitUntilShownAsync(this TerminalSession session, string text) => UntilAsync(
        () => session.Snapshot().Lines.Any(line => line.Contains(text, StringComparison.Ordinal)),
        () => string.Join('\n', session.Snapshot().Lines), $"'{text}' is shown");

    /// <param name="condition">What is waited for.</param>
    /// <param name="seen">What there is in its place, for the message.</param>
    /// <param name="what">The condition in words, as it is written.</param>
    internal static Task UntilAsync(Func<bool> condition, Func<string>? seen = null, [CallerArgumentExpression(nameof(condition))] string what = "") =>
        UntilAsync(() => Task.FromResult(condition()), seen, what);

    /// <inheritdoc cref="UntilAsync(Func{bool}, Func{string}?, string)"/>
    internal static async Task UntilAsync(Func<Task<bool>> condition, Func<string>? seen = null, [CallerArgumentExpression(nameof(condition))] string what = "")
    {
        for (long begin = Stopwatch.GetTimestamp(); !await condition(); await Task.Delay(10))
            Assert.True(Stopwatch.GetElapsedTime(begin) < Patience, $"Not within {Patience}: {what}. {seen?.Invoke()}");
    }
}
