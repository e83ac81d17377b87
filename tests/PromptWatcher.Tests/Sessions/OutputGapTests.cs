using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;
using PromptWatcher.Diagnostics;
using PromptWatcher.Environments;
using PromptWatcher.Environments.Local;
using PromptWatcher.Sessions;

namespace PromptWatcher.Tests.Sessions;

/// <summary>Who runs a host is told when a session's connection was cut, even where the session goes on.</summary>
public sealed class OutputGapTests
{
    [Fact]
    public async Task OnGap_SessionThatGoesOn_IsLoggedAndCounted()
    {
        var log = new HeardLog();
        int counted = 0;
        using var metrics = new MeterListener();
        metrics.InstrumentPublished = static (instrument, listener) =>
        {
            if (instrument.Meter.Name == PromptWatcherTelemetry.Name && instrument.Name == "promptwatcher.pty.gaps")
                listener.EnableMeasurementEvents(instrument);
        };
        metrics.SetMeasurementEventCallback<int>((_, value, _, _) => Interlocked.Add(ref counted, value));
        metrics.Start();
        await using var process = new PipedProcess();
        await using var manager = new SessionManager(new Dictionary<string, IEnvironmentAdapter> { [LocalEnvironment.EnvironmentId] = new LocalEnvironment() }, logger: log);
        TerminalSession session = manager.Adopt(process, new TerminalSize(80, 24));

        process.Print("\e]0;cut in the mid"u8);
        process.Observer!.OnGap();
        process.Print("there again"u8);

        HeardLog.Message told = Assert.Single(log.Messages, message => message.Id == 9);
        Assert.Equal((LogLevel.Warning, $"The connection to session {session.Id} was cut and made anew; output of the time between may be missing"), (told.Level, told.Text));
        Assert.Equal(1, counted);
        Assert.Equal("there again", session.Snapshot().Lines[0]);
    }
}
