using System.CommandLine;
using PromptWatcher.Benchmarks.SideBySide;
using PromptWatcher.Docker;
using PromptWatcher.Hosts;
using PromptWatcher.Sessions;

namespace PromptWatcher.Benchmarks.Hosts;

/// <summary><c>hosts</c>: what following a host's terminals costs while nothing happens there, directly and through an engine's socket.</summary>
internal static class HostsCommand
{
    internal static RootCommand Create()
    {
        var endpoint = new Option<string?>("--endpoint") { DefaultValueFactory = _ => Environment.GetEnvironmentVariable("DOCKER_HOST"), Description = "The engine; without one, only this machine is read." };
        var image = new Option<string>("--image") { DefaultValueFactory = _ => "promptwatcher-test:1", Description = "An image with sh, head and stat." };
        var terminals = new Option<int>("--terminals") { DefaultValueFactory = _ => 100, Description = "Terminals, each with a shell." };
        var captured = new Option<int>("--captured") { DefaultValueFactory = _ => 0, Description = "How many of them are captured, as panes of tmux that nobody looks at." };
        var containers = new Option<int>("--containers") { DefaultValueFactory = _ => 0, Description = "Containers with a shell and a terminal, which are captured, too; they need an engine." };
        var seconds = new Option<int>("--seconds") { DefaultValueFactory = _ => 60, Description = "How long." };
        var command = new RootCommand("Measures the following of a host's terminals.") { endpoint, image, terminals, captured, containers, seconds };
        command.SetAction(async parsed =>
        {
            Console.WriteLine($"{Machine.Description}.\n");
            Console.WriteLine("| read | terminals | captured | processes | this process | the container | both | tmux and the engine |");
            Console.WriteLine("|---|---:|---:|---:|---:|---:|---:|---:|");
            await using var sessions = new SessionManager();
            await using ShellTerminals shells = await ShellTerminals.OpenAsync(parsed.GetValue(terminals));
            int wanted = parsed.GetValue(captured);
            HostMonitorOptions options() => new() { Capture = First(wanted) };
            var warming = new HostMonitorOptions { Capture = First(wanted), QuickInterval = TimeSpan.FromMilliseconds(50), SlowInterval = TimeSpan.FromMilliseconds(50) };
            var window = TimeSpan.FromSeconds(parsed.GetValue(seconds));
            await using (var warm = new HostMonitor(sessions, warming))
                await IdleHost.WarmAsync(warm);
            await using (var local = new HostMonitor(sessions, options()))
                await new IdleHost("directly", local, sessions, [shells.Socket], null).RunAsync(window);
            if (parsed.GetValue(endpoint) is not { } address)
                return;
            await using var docker = new DockerEnvironment(new DockerEnvironmentOptions { Endpoint = address, HostImage = parsed.GetValue(image), Owner = $"benchmark-{Environment.ProcessId}" });
            await using (HostMonitor warm = docker.CreateHostMonitor(sessions, warming))
                await IdleHost.WarmAsync(warm);
            await using ContainerTerminals inContainers = await ContainerTerminals.OpenAsync(address, parsed.GetValue(image)!, parsed.GetValue(containers));
            await using HostMonitor through = docker.CreateHostMonitor(sessions, options());
            await new IdleHost("through an engine", through, sessions, [shells.Socket, Path.GetDirectoryName(new Uri(address).LocalPath)!], async () =>
            {
                // The oldest; commands for captures run in another.
                string ids = await Tool.RunAsync("docker", "--host", address, "ps", "--quiet", "--filter", "label=promptwatcher.hosts", "--filter", $"label=promptwatcher.owner=benchmark-{Environment.ProcessId}");
                return await Tool.RunAsync("docker", "--host", address, "inspect", "--format", "{{.State.Pid}}", ids.Split('\n')[^1]);
            }).RunAsync(window);
        });
        return command;
    }

    /// <summary>So many panes of tmux, and all containers.</summary>
    private static Func<HostTerminal, bool> First(int count)
    {
        var chosen = new HashSet<string>();
        return terminal => terminal.ContainerId is not null || (terminal.Parent == TerminalParent.Tmux && (chosen.Contains(terminal.Id) || (chosen.Count < count && chosen.Add(terminal.Id))));
    }
}
