using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;
using PromptWatcher.Environments;
using PromptWatcher.Environments.Local;
using PromptWatcher.Hosts.Tracing;
using PromptWatcher.Tests.Environments;

namespace PromptWatcher.Tests.Hosts;

/// <summary>Programs that are traced run as those that are not, while it lasts and after it.</summary>
public sealed class TracingProgramsTests : IDisposable
{
    private const int SIGUSR1 = 10, SIGCHLD = 17, SIGWINCH = 28;

    private const string Counter = """
        my %n = (USR1 => 0, CHLD => 0, WINCH => 0);
        for my $name (keys %n) { $SIG{$name} = sub { $n{$name}++ } }
        open my $file, '>', 'ready';
        while (1) { open my $counts, '>', 'counts.new'; print $counts "$n{USR1} $n{CHLD} $n{WINCH}"; close $counts; rename 'counts.new', 'counts'; print "$n{USR1} "; select undef, undef, undef, 0.05 }
        """;

    private readonly ScriptTerminal _script = new();

    public void Dispose() => _script.Dispose();

    [SkippableFact]
    public async Task Signals_WhileTracesBeginAndEnd_AreEachTakenOnce()
    {
        Skip.IfNot(ScriptTerminal.IsInstalled, "script or perl is not installed.");
        await _script.StartPerlAsync(Counter);
        await Waiting.UntilAsync(() => _script.Has("ready"));
        for (int round = 1; round <= 15; round++)
        {
            TracedView view = await TracedView.OpenAsync(_script);
            foreach (int signal in (int[])[SIGUSR1, SIGCHLD, SIGWINCH])
                _script.Signal(signal);
            if (round % 2 == 0)
                await Waiting.UntilAsync(() => Counts() == $"{round} {round} {round}");
            await view.DisposeAsync();
            await Waiting.UntilAsync(() => _script.Status("TracerPid") == "0");
            await Waiting.UntilAsync(() => Counts() == $"{round} {round} {round}");
        }

        Assert.Equal("15 15 15", Counts());
    }

    [SkippableFact]
    public async Task DisposeAsync_OfATrace_LeavesTheProgramsRunning()
    {
        Skip.IfNot(ScriptTerminal.IsInstalled, "script or perl is not installed.");
        await _script.StartPerlAsync($"fork; {Counter}");
        TracedView view = await TracedView.OpenAsync(_script);
        await view.UntilAsync("0 0 ");
        Assert.NotEqual("0", _script.Status("TracerPid"));

        await view.DisposeAsync();

        await RunsUntracedAsync();
        await Assert.ThrowsAsync<PtyDetachedException>(() => view.Pty.Completion);
    }

    [SkippableFact]
    public async Task Process_ThatTracesAndIsKilled_LeavesTheProgramsRunning()
    {
        Skip.IfNot(ScriptTerminal.IsInstalled, "script or perl is not installed.");
        await _script.StartPerlAsync($"fork; {Counter}");
        using Process tracer = TracerProgram.Start(_script.Terminal);
        await Waiting.UntilAsync(() => _script.Status("TracerPid") != "0");
        await tracer.StandardOutput.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(60));

        tracer.Kill();
        await tracer.WaitForExitAsync();

        await RunsUntracedAsync();
    }

    [SkippableFact]
    public async Task Shell_WithJobControl_StopsAndContinuesItsJobs()
    {
        Skip.IfNot(ScriptTerminal.IsInstalled, "script or perl is not installed.");
        await _script.StartAsync("export PS1='ready> '; exec bash --norc --noprofile -i");
        await Waiting.UntilAsync(() => Encoding.UTF8.GetString(_script.Shown).Contains("ready> ", StringComparison.Ordinal));
        await using TracedView view = await TracedView.OpenAsync(_script);

        _script.Type("perl -e '$SIG{CONT} = sub { syswrite STDOUT, \"con\" . \"tinued\\n\" }; syswrite STDOUT, \"job=$$=\\n\"; select undef, undef, undef, 0.05 while 1'\n");
        await Waiting.UntilAsync(() => Regex.IsMatch(view.Text, "job=\\d+="));
        int job = int.Parse(Regex.Match(view.Text, "job=(\\d+)=").Groups[1].Value, null);
        for (int round = 0; round < 3; round++)
        {
            int before = view.Text.Length;
            _script.Type("\x1a");
            await Waiting.UntilAsync(() => view.Text[before..].Contains("Stopped", StringComparison.Ordinal));
            Assert.StartsWith("t", ScriptTerminal.StatusOf(job, "State"), StringComparison.OrdinalIgnoreCase);
            _script.Type("fg\n");
            await Waiting.UntilAsync(() => view.Text[before..].Contains("continued\r\n", StringComparison.Ordinal));
        }
    }

    [SkippableFact]
    public async Task Programs_ThatTraceOrLeaveTheSession_AreLetGo()
    {
        Skip.IfNot(ScriptTerminal.IsInstalled, "script or perl is not installed.");
        await _script.StartPerlAsync($$"""
            await 'go';
            unless (fork) { print syscall({{SystemCalls.Native!.Ptrace}}, 0, 0, 0, 0) == 0 ? "traced\n" : "refused\n"; exit }
            wait; unless (fork) { require POSIX; POSIX::setsid(); alarm 60; open my $file, '>', 'left'; await 'end' }
            await 'end';
            """);
        await using TracedView view = await TracedView.OpenAsync(_script);
        _script.Make("go");
        await Waiting.UntilAsync(() => _script.Has("left"));

        Assert.Contains("traced", Encoding.UTF8.GetString(_script.Shown), StringComparison.Ordinal);
        int child = int.Parse(File.ReadAllText($"/proc/{_script.Terminal.ProcessId}/task/{_script.Terminal.ProcessId}/children").Trim(), null);
        Assert.Equal("0", ScriptTerminal.StatusOf(child, "TracerPid"));
        Assert.NotEqual("0", _script.Status("TracerPid"));
        _script.Make("end");
        await Waiting.UntilAsync(() => !Directory.Exists($"/proc/{child}"));
    }

    [SkippableFact]
    public async Task Children_OfThisProcess_EndAsTheyDidBeside()
    {
        Skip.IfNot(ScriptTerminal.IsInstalled, "script or perl is not installed.");
        await _script.StartPerlAsync("until (-e 'end') { system 'true'; print '.' }");
        await using TracedView view = await TracedView.OpenAsync(_script);
        var environment = new LocalEnvironment();
        for (int i = 0; i < 20; i++)
        {
            using var child = Process.Start("sh", ["-c", $"exit {i}"]);
            PtyProcess pty = await environment.SpawnPtyAsync(new PtySpawnOptions { Command = "sh", Arguments = ["-c", $"exit {i}"] });
            await pty.ReadToEndAsync();
            await child.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(60));
            Assert.Equal(i, child.ExitCode);
            Assert.Equal(new PtyExit(i), await pty.ExitAsync());
            await pty.DisposeAsync();
        }

        int before = view.Bytes.Length;
        await Waiting.UntilAsync(() => view.Bytes.Length > before + 10);
        _script.Make("end");
        await view.Pty.Completion.WaitAsync(TimeSpan.FromSeconds(60));
    }

    private string Counts() => _script.Has("counts") ? Encoding.UTF8.GetString(_script.Read("counts")) : "";

    private async Task RunsUntracedAsync()
    {
        await Waiting.UntilAsync(() => _script.Status("TracerPid") == "0");
        Assert.DoesNotContain(_script.Status("State")[0], "tT");
        int length = _script.Shown.Length;
        await Waiting.UntilAsync(() => _script.Shown.Length > length + 20);
    }
}
