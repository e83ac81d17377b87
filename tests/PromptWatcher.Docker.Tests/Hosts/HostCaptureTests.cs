using System.Diagnostics;
using PromptWatcher.Detection;
using PromptWatcher.Docker.Engine;
using PromptWatcher.Docker.Hosts;
using PromptWatcher.Docker.Tests.Engines;
using PromptWatcher.Environments;
using PromptWatcher.Hosts;
using PromptWatcher.Hosts.Commands;
using PromptWatcher.Sessions;
using Activity = PromptWatcher.Detection.Activity;

namespace PromptWatcher.Docker.Tests.Hosts;

/// <summary>What terminals of an engine's host show, as the engine's socket lets it be seen.</summary>
[Collection(nameof(NeedsOtherEngine))]
public sealed class HostCaptureTests(SharedEngines engines) : HostTest(engines)
{
    private const string Menu = "printf '\\033[?25l\\033[2J\\033[H Do you want to proceed?\\r\\n \\342\\235\\257 1. Yes\\r\\n   2. No\\r\\n\\r\\n Esc to cancel \\302\\267 Enter to confirm'";

    [SkippableTheory]
    [MemberData(nameof(Every))]
    public async Task Monitor_ContainerWithATerminal_ShowsItsPrompt(EngineKind kind)
    {
        DockerEngine engine = await Engines.GetAsync(kind);
        await using var machine = new HostMachine(engine);
        await using HostMonitor monitor = Capturing(await DockerAsync(kind), machine);
        await monitor.StartAsync();

        await machine.ContainerAsync($"sleep 3; {Menu}; sleep 600; : {machine.Mark}");
        TerminalSession session = await SessionAsync(monitor, machine);
        AgentState state = await session.WaitForAsync(state => state.Activity == Activity.Awaiting).WaitAsync(Waiting.Patience);

        Assert.Equal("Do you want to proceed?", state.Prompt!.Question);
        await Assert.ThrowsAsync<ReadOnlyTerminalException>(async () => await session.TypeAsync("1"u8.ToArray()));
        Assert.Empty(monitor.Commands.Records);
    }

    [SkippableTheory]
    [MemberData(nameof(Every))]
    public async Task Monitor_PaneOfTmuxOnTheHost_ShowsItsPromptThroughAContainer(EngineKind kind)
    {
        DockerEngine engine = await Engines.GetAsync(kind);
        await using var machine = new HostMachine(engine);
        await using HostMonitor monitor = Capturing(await DockerAsync(kind), machine);
        await monitor.StartAsync();

        await machine.PaneAsync($"{Menu}; sleep 600; : {machine.Mark}");
        TerminalSession session = await SessionAsync(monitor, machine);
        AgentState state = await session.WaitForAsync(state => state.Activity == Activity.Awaiting).WaitAsync(Waiting.Patience);

        Assert.Equal("Do you want to proceed?", state.Prompt!.Question);
        Assert.True(session.IsReadOnly);
        Assert.All(monitor.Commands.Records, record => Assert.Equal((HostCommandOutcome.Ran, 0), (record.Outcome, record.ExitCode)));
        await monitor.StopAsync();
        Assert.Empty(await HelpersAsync(engine));
    }

    [SkippableFact]
    public async Task Monitor_PaneOfAnotherUser_HasNoMoreThanItNeeds()
    {
        DockerEngine engine = await Engines.GetAsync(EngineKind.Installed);
        await using var machine = new HostMachine(engine);
        await using HostMonitor monitor = Capturing(await DockerAsync(), machine);
        await monitor.StartAsync();
        string folder = Directory.CreateTempSubdirectory("tmux-user-").FullName;
        try
        {
            RunAs("nobody", folder, "-f", "/dev/null", "new-session", "-d", "sh", "-c", $"{Menu}; sleep 600; : {machine.Mark}");

            TerminalSession session = await SessionAsync(monitor, machine);
            await session.WaitForAsync(state => state.Activity == Activity.Awaiting).WaitAsync(Waiting.Patience);

            string[] helpers = await HelpersAsync(engine);
            var capabilities = new List<string>();
            foreach (string helper in helpers)
            {
                string process = await engine.DockerAsync("inspect", "--format", "{{.State.Pid}}", helper);
                capabilities.AddRange((await File.ReadAllLinesAsync($"/proc/{process.Trim()}/status")).Where(line => line.StartsWith("CapEff", StringComparison.Ordinal)));
            }

            // DAC_READ_SEARCH is 2, SETGID 6, SETUID 7, SYS_CHROOT 18, SYS_PTRACE 19; the reader has DAC_READ_SEARCH and SYS_PTRACE.
            Assert.Equal(["CapEff:\t0000000000080004", "CapEff:\t00000000000c00c4"], capabilities.Order(StringComparer.Ordinal));
        }
        finally
        {
            RunAs("nobody", folder, "kill-server");
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>What a server tells its client to run is run by nobody else than the server's user.</summary>
    [SkippableTheory]
    [MemberData(nameof(Every))]
    public async Task Command_ForAUser_HasTheRightsOfThatUserAndNoMore(EngineKind kind)
    {
        DockerEngine engine = await Engines.GetAsync(kind);
        var options = new DockerEnvironmentOptions { Endpoint = engine.Endpoint, Image = Images.Full, Owner = Owner };
        using var client = new EngineClient(DockerEndpoint.Resolve(options), options.RequestTimeout);
        var audit = new HostCommandAudit();
        var commands = new HostCommands(audit, TimeProvider.System);
        await using var runner = new HelperCommandRunner(() => client, options, audit, TimeProvider.System);
        HostCommand ours = commands.Make("ls", "descriptors", ("descriptors", $"/proc/{Environment.ProcessId}/fd"));

        HostCommandResult asRoot = await runner.RunAsync(ours, new HostUser(0, "root"), CancellationToken.None);
        HostCommandResult asNobody = await runner.RunAsync(ours, new HostUser(65534, "nobody"), CancellationToken.None);

        Assert.Equal(0, asRoot.ExitCode);
        Assert.NotEqual(0, asNobody.ExitCode);
        Assert.Contains("Permission denied", asNobody.Error, StringComparison.Ordinal);
    }

    private HostMonitor Capturing(DockerEnvironment docker, HostMachine machine) => docker.CreateHostMonitor(
        Sessions, new HostMonitorOptions { Capture = terminal => Of(machine, [terminal]).Count > 0, RetryInterval = TimeSpan.FromSeconds(2) });

    private async Task<TerminalSession> SessionAsync(HostMonitor monitor, HostMachine machine)
    {
        TerminalSession? session = null;
        await Waiting.UntilAsync(() => Of(machine, monitor.Terminals).Any(terminal => Sessions.TryGet(terminal.Id, out session)),
            () => string.Join('\n', Of(machine, monitor.Terminals).Select(terminal => terminal.ToString())) + string.Join('\n', monitor.Commands.Records));
        return session!;
    }

    private static void RunAs(string user, string folder, params string[] arguments)
    {
        File.SetUnixFileMode(folder, (UnixFileMode)0x1FF);
        using var tmux = Process.Start(new ProcessStartInfo("setpriv", ["--reuid", user, "--clear-groups", "env", "-i", "TERM=xterm", "tmux", "-u", "-S", Path.Combine(folder, "socket"), .. arguments]) { RedirectStandardError = true })!;
        tmux.WaitForExit();
    }
}
