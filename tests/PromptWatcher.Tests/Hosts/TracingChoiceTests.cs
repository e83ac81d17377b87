using PromptWatcher.Environments;
using PromptWatcher.Environments.Local;
using PromptWatcher.Hosts;
using PromptWatcher.Hosts.Captures;
using PromptWatcher.Hosts.Tracing;
using PromptWatcher.Sessions;

namespace PromptWatcher.Tests.Hosts;

/// <summary>What is traced, and what is not.</summary>
public sealed class TracingChoiceTests : IDisposable
{
    private readonly ScriptTerminal _script = new();

    public void Dispose() => _script.Dispose();

    [SkippableFact]
    public async Task HostMonitor_OfTwoTerminals_TracesTheOneThatIsAskedForAndLetsItGo()
    {
        Skip.IfNot(ScriptTerminal.IsInstalled, "script or perl is not installed.");
        using var other = new ScriptTerminal();
        await other.StartPerlAsync("await 'end';");
        await _script.StartPerlAsync("until (-e 'end') { print 'here '; select undef, undef, undef, 0.05 }");
        await using var sessions = new SessionManager();
        await using var monitor = new HostMonitor(sessions, new HostMonitorOptions
        {
            Capture = found => found.ProcessId == _script.Terminal.ProcessId || found.ProcessId == other.Terminal.ProcessId,
            Trace = found => found.ProcessId == _script.Terminal.ProcessId,
        });

        await monitor.StartAsync();
        await Waiting.UntilAsync(() => sessions.Sessions.Count == 1);
        await sessions.Sessions.First().WaitUntilShownAsync("here");

        Assert.NotEqual("0", _script.Status("TracerPid"));
        Assert.Equal("0", other.Status("TracerPid"));
        await monitor.StopAsync();
        await Waiting.UntilAsync(() => _script.Status("TracerPid") == "0");
    }

    [SkippableFact]
    public async Task OpenAsync_WithoutBeingAskedFor_RefusesAndTracesNothing()
    {
        Skip.IfNot(ScriptTerminal.IsInstalled, "script or perl is not installed.");
        await _script.StartPerlAsync("await 'end';");
        var byDefault = new TracingCapture(new HostMonitorOptions());
        var failing = new TracingCapture(new HostMonitorOptions { Trace = _ => throw new InvalidOperationException("broken") });

        Assert.False(byDefault.CanCapture(_script.Terminal));
        Assert.False(TracedView.Capture.CanCapture(_script.Terminal with { IsOurs = true }));
        Assert.True(TracedView.Capture.CanCapture(_script.Terminal));
        await Assert.ThrowsAsync<EnvironmentException>(async () => await byDefault.OpenAsync(_script.Terminal, default));
        Assert.True(failing.CanCapture(_script.Terminal));
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await failing.OpenAsync(_script.Terminal, default));
        Assert.Equal("0", _script.Status("TracerPid"));
    }

    [SkippableFact]
    public async Task OpenAsync_ProgramsThatMayNotBeTraced_SaysWhatItTakes()
    {
        Skip.IfNot(ScriptTerminal.IsInstalled, "script or perl is not installed.");
        await _script.StartPerlAsync("await 'end';");
        await using TracedView first = await TracedView.OpenAsync(_script);

        // The kernel refuses a second tracer as it refuses one without rights.
        EnvironmentException error = await Assert.ThrowsAsync<EnvironmentException>(() => TracedView.OpenAsync(_script));

        Assert.Contains("Operation not permitted (errno 1)", error.Message, StringComparison.Ordinal);
        Assert.Contains("/proc/sys/kernel/yama/ptrace_scope", error.Message, StringComparison.Ordinal);
        Assert.Contains("CAP_SYS_PTRACE", error.Message, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task OpenAsync_ChildOfThisProcess_Refuses()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "Only Linux has /proc.");
        await using PtyProcess pty = await new LocalEnvironment().SpawnPtyAsync(new PtySpawnOptions { Command = "cat" });
        int process = pty.Info!.ProcessId!.Value;
        string device = File.ResolveLinkTarget($"/proc/{process}/fd/0", returnFinalTarget: false)!.FullName["/dev/".Length..];

        EnvironmentException error = await Assert.ThrowsAsync<EnvironmentException>(async () => await TracedView.Capture.OpenAsync(
            new HostTerminal { Id = "child", Device = device, ProcessId = process, StartedAt = DateTimeOffset.UnixEpoch }, default));

        Assert.Contains("a child of this one", error.Message, StringComparison.Ordinal);
        Assert.Equal("0", ScriptTerminal.StatusOf(process, "TracerPid"));
    }

    [SkippableFact]
    public async Task Tracer_WithoutTheCapability_LetsSetUserIdProgramsGo()
    {
        Skip.IfNot(ScriptTerminal.IsInstalled, "script or perl is not installed.");
        await _script.StartPerlAsync("""
            await 'go'; system 'cp /usr/bin/sleep plain; cp /usr/bin/sleep privileged; chmod u+s privileged';
            unless (fork) { exec './plain', 600 } unless (fork) { exec './privileged', 600 } await 'end'; kill 9, map { split } `cat /proc/$$/task/$$/children`;
            """);
        TracedTerminal device = TracedTerminal.Find(_script.Terminal);
        var output = new TracedOutput(new CapturedPty(new PtyInfo("traced", null, [], DateTimeOffset.UnixEpoch)));
        var tracer = new TerminalTracer(_script.Terminal, new TracedCalls(SystemCalls.Native!, device, output, keepsRights: false), output);
        await tracer.StartAsync();

        _script.Make("go");
        await Waiting.UntilAsync(() => Children().Count(child => ScriptTerminal.StatusOf(child, "Name") is "plain" or "privileged") == 2);

        foreach (int child in Children())
            Assert.Equal(ScriptTerminal.StatusOf(child, "Name") == "privileged", ScriptTerminal.StatusOf(child, "TracerPid") == "0");
        _script.Make("end");
        await tracer.StopAsync();
    }

    private int[] Children() =>
        [.. File.ReadAllText($"/proc/{_script.Terminal.ProcessId}/task/{_script.Terminal.ProcessId}/children").Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(int.Parse)];
}
