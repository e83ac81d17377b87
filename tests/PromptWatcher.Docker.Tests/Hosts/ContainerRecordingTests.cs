using System.Diagnostics;
using PromptWatcher.Docker.Tests.Engines;
using PromptWatcher.Hosts;
using PromptWatcher.Sessions;
using PromptWatcher.Tests.Hosts;
using Xunit.Abstractions;

namespace PromptWatcher.Docker.Tests.Hosts;

/// <summary>Recordings that containers' own programs play, as they were typed: whenever they pause, the captured session says what one that gets the same bytes directly says.</summary>
[Collection(nameof(NeedsEngine))]
public sealed class ContainerRecordingTests(SharedEngines engines, ITestOutputHelper log) : HostTest(engines)
{
    private const int AtOnce = 16;

    [SkippableFact]
    public async Task State_OfRecordingsInContainers_IsThatOfTheSameWatchedDirectly()
    {
        DockerEngine engine = await Engines.GetAsync();
        await using var machine = new HostMachine(engine);
        await using HostMonitor monitor = (await DockerAsync()).CreateHostMonitor(Sessions, new HostMonitorOptions { Capture = terminal => Of(machine, [terminal]).Count > 0 });
        await monitor.StartAsync();

        IReadOnlyList<string> differences = await PlayedRecording.PlayAllAsync(AtOnce, recording => PlayAsync(machine, monitor, recording));

        log.WriteLine($"{PlayedRecording.Names.Count() - differences.Count} of {PlayedRecording.Names.Count()} recordings are the same.");
        Assert.True(differences.Count == 0, string.Join("\n\n", differences));
    }

    private async Task<string?> PlayAsync(HostMachine machine, HostMonitor monitor, Recording recording)
    {
        string directory = Directory.CreateDirectory(Path.Combine(machine.Folder, recording.Name)).FullName, gate = Path.Combine(directory, "gate");
        using (Process made = Process.Start("mkfifo", [gate]))
            await made.WaitForExitAsync();
        await using var sessions = new SessionManager();
        await machine.ContainerAsync($"stty raw -echo; cat {gate}; : {machine.Mark}", "--volume", $"{directory}:{directory}");
        TerminalSession? captured = null;
        await Waiting.UntilAsync(() => monitor.Terminals.Any(terminal => terminal.Command.Any(word => word.Contains(gate, StringComparison.Ordinal)) && Sessions.TryGet(terminal.Id, out captured)),
            () => $"{recording.Name} is not captured");
        await using FileStream player = File.OpenWrite(gate);
        return await PlayedRecording.PlayAsync(recording, captured!, sessions, player);
    }
}
