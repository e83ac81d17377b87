using System.Diagnostics;
using PromptWatcher.Diagnostics;
using PromptWatcher.Environments;

namespace PromptWatcher.Sessions;

/// <summary>What is measured of a session from its start to its end, see <see cref="PromptWatcherTelemetry"/>.</summary>
internal sealed class SessionSpan
{
    private readonly Activity? _activity;
    private readonly KeyValuePair<string, object?> _environment;
    private readonly TimeProvider _time;
    private readonly long _begin;

    private SessionSpan(string sessionId, string? environmentId, TimeProvider time)
    {
        _time = time;
        _begin = time.GetTimestamp();
        _environment = new("environment", environmentId ?? "adopted");

        // Whoever calls goes on with other things: the session is not what they do now.
        Activity? before = Activity.Current;
        _activity = PromptWatcherTelemetry.Source.StartActivity("promptwatcher.session");
        Activity.Current = before;
        _activity?.SetTag("promptwatcher.session.id", sessionId).SetTag("promptwatcher.environment", environmentId);
    }

    internal static SessionSpan Begin(string sessionId, string? environmentId, TimeProvider time) => new(sessionId, environmentId, time);

    /// <summary>The program's start in its environment, to which belongs what is traced until it is disposed of.</summary>
    internal Activity? Spawn() => PromptWatcherTelemetry.Source.StartActivity("promptwatcher.spawn", ActivityKind.Internal, _activity?.Context ?? default);

    internal void Started(string? agent)
    {
        _activity?.SetTag("promptwatcher.agent", agent);
        PromptWatcherTelemetry.Starts.Add(1, _environment);
        PromptWatcherTelemetry.Sessions.Add(1, _environment);
    }

    internal void Failed(Exception error)
    {
        // The message may quote what the user wrote.
        string type = error.GetType().Name;
        PromptWatcherTelemetry.Starts.Add(1, _environment, new("error.type", type));
        _activity?.SetTag("error.type", type).SetStatus(ActivityStatusCode.Error).Stop();
    }

    internal void Ended(Task<PtyExit> completion)
    {
        string outcome = completion.IsCompletedSuccessfully ? "exited" : completion.Exception?.InnerException is PtyDetachedException ? "detached" : "lost";
        PromptWatcherTelemetry.Sessions.Add(-1, _environment);
        PromptWatcherTelemetry.Durations.Record(_time.GetElapsedTime(_begin).TotalSeconds, _environment, new("outcome", outcome));
        if (_activity is null)
            return;
        _activity.SetTag("promptwatcher.outcome", outcome);
        if (completion.IsCompletedSuccessfully)
            _activity.SetTag("promptwatcher.exit.code", completion.Result.ExitCode).SetTag("promptwatcher.exit.signal", completion.Result.Signal);
        else if (outcome == "lost")
            _activity.SetStatus(ActivityStatusCode.Error);
        _activity.Stop();
    }
}
