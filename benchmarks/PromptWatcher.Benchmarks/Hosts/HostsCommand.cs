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
        var seconds = new Option<int>("--seconds") { DefaultValueFactory = _ => 60, Description = "How long." };
        var command = new RootCommand("Measures the following of a host's terminals.") { endpoint, image, terminals, seconds };
        command.SetAction(async parsed =>
        {
            Console.WriteLine($"{Machine.Description}.\n");
            Console.WriteLine("| read | terminals | processes | this process | the container | both |");
            Console.WriteLine("|---|---:|---:|---:|---:|---:|");
            await using var sessions = new SessionManager();
            await using ShellTerminals shells = await ShellTerminals.OpenAsync(parsed.GetValue(terminals));
            var options = new HostMonitorOptions { Capture = static _ => false };
            var warming = new HostMonitorOptions { Capture = static _ => false, QuickInterval = TimeSpan.FromMilliseconds(50), SlowInterval = TimeSpan.FromMilliseconds(50) };
            var window = TimeSpan.FromSeconds(parsed.GetValue(seconds));
            await using (var warm = new HostMonitor(sessions, warming))
                await IdleHost.WarmAsync(warm);
            await using (var local = new HostMonitor(sessions, options))
                await new IdleHost("directly", local, null).RunAsync(window);
            if (parsed.GetValue(endpoint) is not { } address)
                return;
            await using var docker = new DockerEnvironment(new DockerEnvironmentOptions { Endpoint = address, HostImage = parsed.GetValue(image), Owner = $"benchmark-{Environment.ProcessId}" });
            await using (HostMonitor warm = docker.CreateHostMonitor(sessions, warming))
                await IdleHost.WarmAsync(warm);
            await using HostMonitor through = docker.CreateHostMonitor(sessions, options);
            await new IdleHost("through an engine", through, async () =>
            {
                string id = await Tool.RunAsync("docker", "--host", address, "ps", "--quiet", "--filter", "label=promptwatcher.hosts", "--filter", $"label=promptwatcher.owner=benchmark-{Environment.ProcessId}");
                return await Tool.RunAsync("docker", "--host", address, "inspect", "--format", "{{.State.Pid}}", id);
            }).RunAsync(window);
        });
        return command;
    }
}
