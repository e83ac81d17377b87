using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace PromptWatcher.AspNetCore.Tests.Security;

/// <summary>Keeps the warnings that an application logs.</summary>
internal sealed class Warnings : ILoggerProvider, ILogger
{
    internal ConcurrentQueue<string> Told { get; } = new();

    public ILogger CreateLogger(string categoryName) => this;

    public bool IsEnabled(LogLevel logLevel) => logLevel == LogLevel.Warning;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (IsEnabled(logLevel))
            Told.Enqueue(formatter(state, exception));
    }

    public void Dispose()
    {
    }
}
