using System.CommandLine;
using PromptWatcher.Console.Output;
using PromptWatcher.Console.Running;
using PromptWatcher.Docker;
using PromptWatcher.Environments.Local;
using PromptWatcher.Hosts;
using PromptWatcher.Sessions;

namespace PromptWatcher.Console.Verbs;

/// <summary><c>hosts</c>: the terminals of this machine, or of a Docker engine's host, whoever started them.</summary>
internal static class HostsVerb
{
    public static Command Create(CommandIo io)
    {
        var watch = new Option<bool>("--watch") { Description = "Goes on until it is interrupted: a live table, or JSON lines of what changes where the output is no terminal." };
        var json = new Option<bool>("--json") { Description = "One JSON line for each." };
        var environment = new Option<string>("--env") { HelpName = "ID", Description = "local for this machine, which is the default, or docker for the host of the Docker engine.", DefaultValueFactory = _ => LocalEnvironment.EnvironmentId };
        environment.AcceptOnlyFromAmong(LocalEnvironment.EnvironmentId, DockerEnvironment.EnvironmentId);
        var image = new Option<string?>("--image") { HelpName = "IMAGE", Description = "With --env docker: an image with sh, head and stat, as in busybox." };
        var command = new Command("hosts", "Lists the terminals of this machine: who uses them, for what, and which agent it is.") { watch, json, environment, image };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var docker = new DockerEnvironment(new DockerEnvironmentOptions { HostImage = parsed.GetValue(image) });
            await using var sessions = new SessionManager();
            using var leaving = new Leaving(cancellationToken);
            await using HostMonitor monitor = parsed.GetValue(environment) == DockerEnvironment.EnvironmentId
                ? docker.CreateHostMonitor(sessions, Options(parsed.GetValue(watch)))
                : new HostMonitor(sessions, Options(parsed.GetValue(watch)));
            await monitor.StartAsync(leaving.Token);
            if (monitor.Status.Problem is { } problem && !parsed.GetValue(watch))
                throw problem;
            if (!parsed.GetValue(watch))
                Print(io, monitor.Terminals, parsed.GetValue(json));
            else if (parsed.GetValue(json) || io.OpenTerminal() is not { } terminal)
                await PrintChangesAsync(io, monitor, leaving.Token);
            else
                await HostTable.ShowAsync(io, terminal, monitor, sessions, leaving.Token);
        });
        return command;
    }

    // What is only listed is not captured.
    private static HostMonitorOptions Options(bool isWatched) => new() { Capture = isWatched ? null : static _ => false };

    private static void Print(CommandIo io, IReadOnlyList<HostTerminal> terminals, bool isJson)
    {
        if (!isJson)
            HostTable.Print(io, terminals);
        else
        {
            foreach (HostTerminal terminal in terminals)
                io.Out.WriteLine(HostJson.Line(terminal));
        }
    }

    private static async Task PrintChangesAsync(CommandIo io, HostMonitor monitor, CancellationToken cancellationToken)
    {
        try
        {
            await foreach (HostTerminalEvent happened in monitor.WatchAsync(cancellationToken))
                io.Out.WriteLine(HostJson.Line(happened));
        }
        catch (OperationCanceledException)
        {
            // It was interrupted, as it is meant to be.
        }
    }
}
