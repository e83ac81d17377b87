using System.Collections.Concurrent;
using System.Text.Json;
using PromptWatcher.Docker.Tests.Engines;
using PromptWatcher.Hosts;
using Xunit.Abstractions;

namespace PromptWatcher.Docker.Tests.Hosts;

/// <summary>Every recording in a terminal of its own, all at once: each terminal has the profile of the program that the recording is of.</summary>
[Collection(nameof(NeedsOtherEngine))]
public sealed class RecordedAgentsTests(SharedEngines engines, ITestOutputHelper log) : HostTest(engines)
{
    /// <summary>By default what takes seconds; CONTRIBUTING.md has the full figure.</summary>
    private static readonly int Containers = int.TryParse(Environment.GetEnvironmentVariable("PROMPTWATCHER_HOST_CONTAINERS"), out int count) ? count : 8;

    private static readonly string[] Agents = ["aider", "amp", "claude", "codex", "copilot", "crush", "cursor", "droid", "gemini", "goose", "kiro", "opencode", "qwen"];

    [SkippableFact]
    public async Task Agent_OfEveryRecordingInATerminal_IsItsProgramAndNoOther()
    {
        DockerEngine engine = await Engines.GetAsync();
        await using var machine = new HostMachine(engine);
        await using var direct = new HostMonitor(Sessions, new HostMonitorOptions { Capture = static _ => false });
        await using HostMonitor through = Monitor(await DockerAsync());
        HostMonitor[] monitors = [direct, through];
        var told = new ConcurrentBag<(string Directory, string Agent)>();
        using var over = new CancellationTokenSource();
        Task[] watching = [.. monitors.Select(monitor => WatchAsync(monitor, told, over.Token))];
        foreach (HostMonitor monitor in monitors)
            await monitor.StartAsync();
        Dictionary<string, PlayedProgram> programs = await PrepareAsync(machine);

        await Task.WhenAll(StartAsync(machine, [.. programs.Values]));
        await Waiting.UntilAsync(() => monitors.All(monitor => Wrong(monitor, programs).Count == 0), () => string.Join('\n', monitors.SelectMany(monitor => Wrong(monitor, programs))));
        await Task.WhenAll(programs.Values.Select(program => program.PlayAsync())).WaitAsync(Waiting.Patience);
        DateTimeOffset played = DateTimeOffset.UtcNow;
        await Waiting.UntilAsync(() => monitors.All(monitor => monitor.Status.LastLookAt > played + TimeSpan.FromSeconds(1)));
        Assert.All(monitors, monitor => Assert.Empty(Wrong(monitor, programs)));
        foreach (PlayedProgram program in programs.Values)
            await program.DisposeAsync();
        await Waiting.UntilAsync(() => monitors.All(monitor => !monitor.Terminals.Any(terminal => programs.ContainsKey(terminal.WorkingDirectory ?? ""))));

        await over.CancelAsync();
        await Task.WhenAll(watching);
        Assert.Empty(told.Where(one => programs.TryGetValue(one.Directory, out PlayedProgram? program) && program.Profile != one.Agent).Distinct());
        log.WriteLine($"{programs.Count} terminals, {programs.Values.Count(program => Agents.Contains(program.Profile))} of them with agents.");
    }

    /// <summary>The command lines of a program take turns in its recordings.</summary>
    private static async Task<Dictionary<string, PlayedProgram>> PrepareAsync(HostMachine machine)
    {
        var turns = new Dictionary<string, int>();
        var programs = new Dictionary<string, PlayedProgram>();
        foreach (string name in Recordings.Names)
        {
            using JsonDocument labels = Recordings.Open(name).Labels();
            string agent = labels.RootElement.GetProperty("agent").GetString()!;
            turns[agent] = turns.GetValueOrDefault(agent) + 1;
            (string? profile, string[] commands) = RecordedPrograms.ByAgent[agent];
            string directory = Path.Combine(machine.Folder, name);
            programs[directory] = await PlayedProgram.PrepareAsync(name, directory, profile, commands[turns[agent] % commands.Length]);
        }

        return programs;
    }

    /// <summary>Every so many in a container; of the others every second in tmux, and the rest in terminals of their own.</summary>
    private static IEnumerable<Task> StartAsync(HostMachine machine, IReadOnlyList<PlayedProgram> programs)
    {
        ILookup<int, PlayedProgram> kinds = Enumerable.Range(0, programs.Count).ToLookup(i => i * Containers / programs.Count < (i + 1) * Containers / programs.Count ? 2 : i % 2, i => programs[i]);
        yield return Parallel.ForEachAsync(kinds[2], async (program, _) => await machine.ContainerAsync(program.Command, "--volume", $"{program.Directory}:{program.Directory}"));
        yield return Parallel.ForEachAsync(kinds[1], async (program, _) => await machine.DetachedAsync(program.Command));
        yield return Task.Run(async () =>
        {
            foreach (PlayedProgram program in kinds[0])
                await machine.PaneAsync(program.Command);
        });
    }

    private static List<string> Wrong(HostMonitor monitor, Dictionary<string, PlayedProgram> programs)
    {
        var byDirectory = monitor.Terminals.Where(terminal => programs.ContainsKey(terminal.WorkingDirectory ?? "")).ToLookup(terminal => terminal.WorkingDirectory!);
        return
        [
            .. programs.Where(program => byDirectory[program.Key].ToArray() is not [var terminal] || terminal.Agent != program.Value.Profile || program.Value.IsStarting(terminal.Foreground))
                .Select(program => $"{program.Value.Name} ({program.Value.Profile}): {string.Join(", ", byDirectory[program.Key].Select(terminal => $"{terminal.Agent} of {string.Join(' ', terminal.Foreground)}"))}"),
        ];
    }

    /// <summary>Writes down which agents are told, and where, even for a moment.</summary>
    private static async Task WatchAsync(HostMonitor monitor, ConcurrentBag<(string Directory, string Agent)> told, CancellationToken cancellationToken)
    {
        try
        {
            await foreach (HostTerminalEvent happened in monitor.WatchAsync(cancellationToken))
            {
                if (happened.Terminal is { WorkingDirectory: { } directory, Agent: { } agent } && Agents.Contains(agent))
                    told.Add((directory, agent));
            }
        }
        catch (OperationCanceledException)
        {
            // The test has seen enough.
        }
    }
}
