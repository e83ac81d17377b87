using System.IO.Pipelines;
using PromptWatcher.Benchmarks.SideBySide;
using PromptWatcher.Environments;
using PromptWatcher.Environments.Local;

namespace PromptWatcher.Benchmarks.Clients;

/// <summary>The docker command as a child process on a pseudo-terminal, which is how most applications do it. Its processes count as this client's.</summary>
internal sealed class CliClient(Settings settings) : Client(settings)
{
    private readonly LocalEnvironment _local = new();

    internal override TimeSpan CpuTime => base.CpuTime + OwnProcess.ChildrenCpuTime();

    internal override long AnonymousMemory => base.AnonymousMemory + OwnProcess.Children().Sum(OwnProcess.AnonymousMemory);

    internal override bool IsManaged => false;

    internal override async ValueTask<ITerminal> OpenAsync(params string[] command)
    {
        string[] arguments = Settings.Container is { } container
            ? ["exec", "--interactive", "--tty", container, .. command]
            : ["run", "--interactive", "--tty", "--init", "--network", "none", "--log-driver", "none", "--label", $"{Settings.LabelName}={Settings.Run}", Settings.Image, .. command];
        return new PtyTerminal(await _local.SpawnPtyAsync(new PtySpawnOptions
        {
            Command = "docker",
            Arguments = ["--host", Settings.Endpoint, .. arguments],
            ReaderScheduler = PipeScheduler.Inline,
        }));
    }
}
