using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;

namespace PromptWatcher.AspNetCore.Tests.Security;

/// <summary>All that who watches over an application is told: every log line with its exception, every span, every measurement with its tags.</summary>
internal sealed class Overheard : ILoggerProvider, ILogger
{
    private readonly ConcurrentQueue<string> _everything = new();
    private readonly ActivityListener _spans;
    private readonly MeterListener _meters = new();

    internal Overheard()
    {
        _spans = new ActivityListener
        {
            ShouldListenTo = static _ => true,
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = span => _everything.Enqueue($"{span.OperationName} {span.DisplayName} {span.StatusDescription} {string.Join(' ', span.TagObjects)} {string.Join(' ', span.Events.SelectMany(static happened => happened.Tags))}"),
        };
        ActivitySource.AddActivityListener(_spans);
        _meters.InstrumentPublished = static (instrument, listener) => listener.EnableMeasurementEvents(instrument);
        _meters.SetMeasurementEventCallback<int>((instrument, _, tags, _) => Measured(instrument, tags));
        _meters.SetMeasurementEventCallback<long>((instrument, _, tags, _) => Measured(instrument, tags));
        _meters.SetMeasurementEventCallback<double>((instrument, _, tags, _) => Measured(instrument, tags));
        _meters.Start();
    }

    internal IReadOnlyCollection<string> Everything => [.. _everything];

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull
    {
        _everything.Enqueue($"{state}");
        return null;
    }

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        _everything.Enqueue($"{formatter(state, exception)} {exception}");

    public void Dispose()
    {
        _spans.Dispose();
        _meters.Dispose();
    }

    private void Measured(Instrument instrument, ReadOnlySpan<KeyValuePair<string, object?>> tags) => _everything.Enqueue($"{instrument.Name} {string.Join(' ', tags.ToArray())}");
}
