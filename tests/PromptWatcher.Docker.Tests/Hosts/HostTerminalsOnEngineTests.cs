using PromptWatcher.Docker.Tests.Engines;
using PromptWatcher.Hosts;
using PromptWatcher.Sessions;
using Xunit.Abstractions;

namespace PromptWatcher.Docker.Tests.Hosts;

/// <summary>The terminals of this machine as they are seen through an engine's socket.</summary>
[Collection(nameof(NeedsOtherEngine))]
public sealed class HostTerminalsOnEngineTests(SharedEngines engines, ITestOutputHelper log) : HostTest(engines)
{
    private const int OfEach = 10;

    [SkippableTheory]
    [MemberData(nameof(Every))]
    public async Task Terminals_FiftyOfFiveKinds_AppearAsTheyAreAndVanish(EngineKind kind)
    {
        DockerEngine engine = await Engines.GetAsync(kind);
        await using var machine = new HostMachine(engine);
        await using HostMonitor monitor = Monitor(await DockerAsync(kind));
        await monitor.StartAsync();
        Assert.Null(monitor.Status.Problem);
        var seen = new Sightings(monitor);

        // A script has a terminal of its own and one around it.
        await machine.MakeAsync(OfEach);
        await Waiting.UntilAsync(() => Of(machine, monitor.Terminals).Count == OfEach * (HostMachine.Kinds + 1) && Of(machine, monitor.Terminals).Count(terminal => terminal.Agent == "claude") == OfEach * HostMachine.Kinds,
            () => string.Join('\n', Of(machine, monitor.Terminals).Select(terminal => $"{terminal.Parent} {terminal.Agent} {string.Join(' ', terminal.Foreground)}")));
        List<HostTerminal> found = Of(machine, monitor.Terminals);
        Task<IReadOnlyDictionary<string, DateTimeOffset>> ending = Sightings.EndsAsync(found);
        await machine.EndAsync();
        IReadOnlyDictionary<string, DateTimeOffset> ends = await ending.WaitAsync(Waiting.Patience);
        await Waiting.UntilAsync(() => Of(machine, monitor.Terminals).Count == 0, () => string.Join('\n', Of(machine, monitor.Terminals)));

        await seen.EndAsync();
        log.WriteLine($"{kind}: {found.Count} terminals; {Sightings.Describe("seen", found.Select(terminal => seen.FirstOf(terminal.Id) - HostMachine.BegunAt(terminal)))}; "
            + Sightings.Describe("gone", found.Select(terminal => seen.FirstWithout(terminal.Id) - ends[terminal.Id])));
        Assert.Equal(found.Select(terminal => terminal.Id).Order(), seen.Where(terminal => Of(machine, [terminal]).Count > 0).Order());

        // Looks are SlowInterval apart: what one shows late is late by no more than that and what the look itself takes.
        Assert.All(found, terminal => Assert.True(seen.LooksBetween(HostMachine.BegunAt(terminal), seen.FirstOf(terminal.Id)) <= 2, terminal.ToString()));
        Assert.All(found, terminal => Assert.True(seen.LooksBetween(ends[terminal.Id], seen.FirstWithout(terminal.Id)) <= 2, terminal.ToString()));
        Dictionary<TerminalParent, int> kinds = found.Where(terminal => terminal.Agent == "claude").CountBy(terminal => terminal.Parent).ToDictionary();
        Assert.Equal(OfEach, kinds[TerminalParent.Tmux]);
        Assert.Equal(OfEach, kinds[TerminalParent.Screen]);
        Assert.Equal(OfEach, kinds[TerminalParent.Container]);
        Assert.Equal(OfEach * 2, kinds[TerminalParent.None]);
        Assert.All(found, terminal =>
        {
            Assert.True(SessionId.IsValid(terminal.Id), terminal.Id);
            Assert.Equal((0, "root"), (terminal.UserId, terminal.User));
            Assert.Equal(terminal.ContainerId is not null, terminal.Parent == TerminalParent.Container);
            Assert.Equal(terminal.Parent == TerminalParent.Container ? "/tmp" : Path.Combine(Path.GetTempPath(), machine.Mark), terminal.WorkingDirectory);
            Assert.Equal(terminal.Parent == TerminalParent.None, terminal.IsOurs);
        });
        Assert.Distinct(found.Select(terminal => terminal.Id));
    }

    [SkippableTheory]
    [MemberData(nameof(Every))]
    public async Task Terminals_NothingButWhatTheMachineHas_IsTold(EngineKind kind)
    {
        await using HostMonitor monitor = Monitor(await DockerAsync(kind));
        await monitor.StartAsync();

        // Others may end their terminals meanwhile, and make new ones.
        await Waiting.UntilAsync(() => monitor.Terminals.All(terminal => ProcessStat.TryParse(ProcFile.TryRead($"/proc/{terminal.ProcessId}/stat", new byte[4096]), out ProcessStat stat)
                && TerminalDevice.Name(stat.Terminal) == terminal.Device && stat.Session == stat.Id),
            () => string.Join('\n', monitor.Terminals));
    }

    [SkippableTheory]
    [MemberData(nameof(Every))]
    public async Task Terminals_OfAnotherUserThanRoot_TellAsMuch(EngineKind kind)
    {
        DockerEngine engine = await Engines.GetAsync(kind);
        await using var machine = new HostMachine(engine);
        await using HostMonitor monitor = Monitor(await DockerAsync(kind));
        await monitor.StartAsync();

        await machine.ContainerAsync($"cat; : {machine.Mark}", "--user", "agent");

        await Waiting.UntilAsync(() => Of(machine, monitor.Terminals) is [{ IsReadingTerminal: true, UserId: 1000, User: "agent", WorkingDirectory: "/tmp" }], () => string.Join('\n', Of(machine, monitor.Terminals)));
    }

    [SkippableTheory]
    [MemberData(nameof(Every))]
    public async Task Terminals_OfASessionOfThisApplication_AreOurs(EngineKind kind)
    {
        DockerEngine engine = await Engines.GetAsync(kind);
        await using var machine = new HostMachine(engine);
        DockerEnvironment docker = await DockerAsync(kind);
        await using HostMonitor monitor = Monitor(docker);
        await monitor.StartAsync();

        await using Environments.PtyProcess pty = await docker.SpawnPtyAsync(Shell($"sleep 600; : {machine.Mark}"));

        await Waiting.UntilAsync(() => Of(machine, monitor.Terminals) is [{ IsOurs: true, ContainerId: not null }], () => string.Join('\n', Of(machine, monitor.Terminals)));
    }
}
