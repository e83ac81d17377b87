using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Reflection;

namespace PromptWatcher.Diagnostics;

/// <summary>What the library tells OpenTelemetry and other listeners, all under one name. None of it holds anything that a terminal shows or is typed.</summary>
/// <remarks>
/// <list type="table">
/// <listheader><term>instrument or span</term><description>what it tells</description></listheader>
/// <item><term><c>promptwatcher.sessions</c> ({session}, up-down)</term><description>sessions that run, by <c>environment</c></description></item>
/// <item><term><c>promptwatcher.session.starts</c> ({session})</term><description>starts, by <c>environment</c>, with <c>error.type</c> where one failed</description></item>
/// <item><term><c>promptwatcher.session.duration</c> (s)</term><description>how long sessions ran, by <c>environment</c> and <c>outcome</c>: exited, detached or lost</description></item>
/// <item><term><c>promptwatcher.state.changes</c> ({change})</term><description>changes of state, by the new <c>activity</c></description></item>
/// <item><term><c>promptwatcher.prompt.wait</c> (s)</term><description>how long prompts stood until they were answered or gone, by <c>kind</c></description></item>
/// <item><term><c>promptwatcher.pty.output</c> (By)</term><description>bytes that programs printed</description></item>
/// <item><term><c>promptwatcher.pty.gaps</c> ({gap})</term><description>times that the connection to a terminal was cut and made anew, so that output may be missing</description></item>
/// <item><term><c>promptwatcher.viewers</c> ({viewer}, up-down)</term><description>viewers that are connected to the web, by <c>role</c></description></item>
/// <item><term><c>promptwatcher.viewer.gaps</c> ({gap})</term><description>times that a viewer of the web could not go on where it was (too far behind, or of another run), and was sent the whole screen</description></item>
/// <item><term><c>promptwatcher.host.commands</c> ({command})</term><description>commands on the host, by <c>outcome</c>: Ran, Asked, Refused, NotStarted or Ended</description></item>
/// <item><term>span <c>promptwatcher.session</c></term><description>a session from its start to its end, with its id, environment, agent and exit</description></item>
/// <item><term>span <c>promptwatcher.spawn</c></term><description>inside it, the start of the program in its environment</description></item>
/// </list>
/// </remarks>
public static class PromptWatcherTelemetry
{
    /// <summary>The name of the meter and of the activity source: <c>"PromptWatcher"</c>.</summary>
    public const string Name = "PromptWatcher";

    private static readonly string? Version = typeof(PromptWatcherTelemetry).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion;

    internal static readonly ActivitySource Source = new(Name, Version);
    internal static readonly Meter Meter = new(Name, Version);

    internal static readonly UpDownCounter<int> Sessions = Meter.CreateUpDownCounter<int>("promptwatcher.sessions", "{session}", "Sessions that run.");
    internal static readonly Counter<int> Starts = Meter.CreateCounter<int>("promptwatcher.session.starts", "{session}", "Sessions that were started or taken over, or could not be.");
    internal static readonly Histogram<double> Durations = Meter.CreateHistogram("promptwatcher.session.duration", "s", "How long sessions ran.", advice: Seconds(1, 10, 60, 300, 900, 3_600, 14_400, 86_400));
    internal static readonly Counter<int> StateChanges = Meter.CreateCounter<int>("promptwatcher.state.changes", "{change}", "Changes of state.");
    internal static readonly Histogram<double> PromptWaits = Meter.CreateHistogram("promptwatcher.prompt.wait", "s", "How long prompts stood until they were answered or gone.", advice: Seconds(1, 5, 15, 60, 300, 900, 3_600, 14_400));
    internal static readonly Counter<long> Output = Meter.CreateCounter<long>("promptwatcher.pty.output", "By", "Bytes that programs printed.");
    internal static readonly Counter<int> OutputGaps = Meter.CreateCounter<int>("promptwatcher.pty.gaps", "{gap}", "Connections to terminals that were cut and made anew.");
    internal static readonly UpDownCounter<int> Viewers = Meter.CreateUpDownCounter<int>("promptwatcher.viewers", "{viewer}", "Viewers that are connected.");
    internal static readonly Counter<int> ViewerGaps = Meter.CreateCounter<int>("promptwatcher.viewer.gaps", "{gap}", "Viewers that could not go on where they were, and were sent the whole screen.");
    internal static readonly Counter<int> HostCommands = Meter.CreateCounter<int>("promptwatcher.host.commands", "{command}", "Commands on the host that ran or were refused.");

    private static InstrumentAdvice<double> Seconds(params double[] boundaries) => new() { HistogramBucketBoundaries = boundaries };
}
