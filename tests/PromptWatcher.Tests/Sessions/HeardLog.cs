using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using PromptWatcher.Sessions;

namespace PromptWatcher.Tests.Sessions;

/// <summary>What a manager logs.</summary>
internal sealed class HeardLog : ILogger<SessionManager>
{
    internal ConcurrentQueue<Message> Messages { get; } = [];

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        Messages.Enqueue(new Message(logLevel, eventId.Id, formatter(state, exception), $"{state} {exception}"));

    /// <param name="Level">Its level.</param>
    /// <param name="Id">Its number.</param>
    /// <param name="Text">What a person reads.</param>
    /// <param name="More">What else a log may keep: the values and the exception.</param>
    internal sealed record Message(LogLevel Level, int Id, string Text, string More);
}
