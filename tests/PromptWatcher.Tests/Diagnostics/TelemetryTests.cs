using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using PromptWatcher.Diagnostics;
using PromptWatcher.Environments;
using PromptWatcher.Environments.Local;
using PromptWatcher.Sessions;
using Activity = System.Diagnostics.Activity;

namespace PromptWatcher.Tests.Diagnostics;

public sealed class TelemetryTests : IDisposable
{
    private const string Canary = "canary-4711";

    private readonly string _environment = Guid.NewGuid().ToString("N");
    private readonly ConcurrentQueue<Activity> _ended = new();
    private readonly TaskCompletionSource _wholeEnded = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ConcurrentQueue<(string Instrument, double Value, KeyValuePair<string, object?>[] Tags)> _measured = new();
    private readonly ActivityListener _spans;
    private readonly MeterListener _metrics = new();

    public TelemetryTests()
    {
        _spans = new ActivityListener
        {
            ShouldListenTo = static source => source.Name == PromptWatcherTelemetry.Name,
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = span =>
            {
                _ended.Enqueue(span);
                if (span.OperationName == "promptwatcher.session" && span.GetTagItem("promptwatcher.environment") as string == _environment)
                    _wholeEnded.TrySetResult();
            },
        };
        ActivitySource.AddActivityListener(_spans);
        _metrics.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == PromptWatcherTelemetry.Name)
                listener.EnableMeasurementEvents(instrument);
        };
        _metrics.SetMeasurementEventCallback<int>((instrument, value, tags, _) => _measured.Enqueue((instrument.Name, value, tags.ToArray())));
        _metrics.SetMeasurementEventCallback<long>((instrument, value, tags, _) => _measured.Enqueue((instrument.Name, value, tags.ToArray())));
        _metrics.SetMeasurementEventCallback<double>((instrument, value, tags, _) => _measured.Enqueue((instrument.Name, value, tags.ToArray())));
        _metrics.Start();
    }

    public void Dispose()
    {
        _spans.Dispose();
        _metrics.Dispose();
    }

    [Fact]
    public async Task StartAsync_SessionThatAsksAndExits_IsOneTraceWithItsMeasurements()
    {
        await using SessionManager manager = Manager();
        using Activity request = new Activity("request").Start();
        TerminalSession session = await manager.StartAsync(new PtySpawnOptions
        {
            EnvironmentId = _environment, Command = "sh", Arguments = ["-c", $"printf 'Overwrite {Canary}? [y/N] '; read a; exit 3"], Environment = new Dictionary<string, string?> { ["TOKEN"] = Canary },
            Secrets = new Dictionary<string, string> { ["token"] = Canary },
        });
        Assert.Same(request, Activity.Current);
        PromptWatcher.Detection.AgentState state = await session.WaitForAsync(state => state.Prompt is not null);

        await session.AnswerAsync(state.Prompt!, state.Prompt!.Options[0]);
        await session.Completion;

        await _wholeEnded.Task.WaitAsync(TimeSpan.FromSeconds(60));
        Activity whole = Assert.Single(_ended, span => span.OperationName == "promptwatcher.session" && span.GetTagItem("promptwatcher.session.id") as string == session.Id);
        Activity spawn = Assert.Single(_ended, span => span.OperationName == "promptwatcher.spawn" && span.ParentSpanId == whole.SpanId);
        Assert.Equal((request.TraceId, request.TraceId, request.SpanId), (whole.TraceId, spawn.TraceId, whole.ParentSpanId));
        Assert.Equal((3, "exited"), (whole.GetTagItem("promptwatcher.exit.code"), whole.GetTagItem("promptwatcher.outcome")));
        Assert.Equal([1, -1], Ours("promptwatcher.sessions").Select(measured => measured.Value));
        Assert.Equal("exited", Assert.Single(Ours("promptwatcher.session.duration")).Tags.Single(tag => tag.Key == "outcome").Value);
        Assert.Single(Ours("promptwatcher.session.starts"));
        Assert.Contains(_measured, measured => measured.Instrument == "promptwatcher.prompt.wait" && measured.Tags.Contains(new("kind", "Confirmation")));
        Assert.Contains(_measured, measured => measured.Instrument == "promptwatcher.state.changes" && measured.Tags.Contains(new("activity", "Awaiting")));
        Assert.True(_measured.Where(measured => measured.Instrument == "promptwatcher.pty.output").Sum(measured => measured.Value) > 20);
        Assert.DoesNotContain(_ended.SelectMany(span => span.TagObjects).Concat(_measured.SelectMany(measured => measured.Tags)), tag => $"{tag.Value}".Contains(Canary, StringComparison.Ordinal));
    }

    [Fact]
    public async Task StartAsync_ProgramThatIsMissing_IsAFailedSpan()
    {
        await using SessionManager manager = Manager();

        await Assert.ThrowsAsync<CommandNotFoundException>(async () => await manager.StartAsync(new PtySpawnOptions { EnvironmentId = _environment, Command = Canary, SessionId = _environment }));

        Activity whole = Assert.Single(_ended, span => span.GetTagItem("promptwatcher.session.id") as string == _environment);
        Assert.Equal((ActivityStatusCode.Error, "CommandNotFoundException"), (whole.Status, whole.GetTagItem("error.type")));
        Assert.Equal("CommandNotFoundException", Assert.Single(Ours("promptwatcher.session.starts")).Tags.Single(tag => tag.Key == "error.type").Value);
        Assert.Empty(Ours("promptwatcher.sessions"));
        Assert.DoesNotContain(Canary, $"{whole.StatusDescription}{string.Join(' ', whole.TagObjects)}", StringComparison.Ordinal);
    }

    private SessionManager Manager() => new(new Dictionary<string, IEnvironmentAdapter> { [_environment] = new LocalEnvironment() });

    private IEnumerable<(string Instrument, double Value, KeyValuePair<string, object?>[] Tags)> Ours(string instrument) =>
        _measured.Where(measured => measured.Instrument == instrument && measured.Tags.Contains(new("environment", _environment)));
}
