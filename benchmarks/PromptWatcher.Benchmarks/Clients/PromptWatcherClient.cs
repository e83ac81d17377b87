using System.IO.Pipelines;
using PromptWatcher.Benchmarks.SideBySide;
using PromptWatcher.Docker;

namespace PromptWatcher.Benchmarks.Clients;

/// <summary>PromptWatcher's own environment, as an application uses it.</summary>
internal sealed class PromptWatcherClient(Settings settings) : Client(settings)
{
    private readonly DockerEnvironment _docker = new(new DockerEnvironmentOptions
    {
        Endpoint = settings.Endpoint,
        Image = settings.Image,
        Network = "none",
        Owner = $"benchmark-{settings.Run}",
    });

    internal override async ValueTask<ITerminal> OpenAsync(params string[] command) => new PtyTerminal(await _docker.SpawnPtyAsync(new DockerSpawnOptions
    {
        Command = command[0],
        Arguments = command[1..],
        Container = Settings.Container,
        Labels = Settings.Container is null ? new Dictionary<string, string> { [Settings.LabelName] = Settings.Run } : [],
        ReaderScheduler = PipeScheduler.Inline,
    }));

    public override ValueTask DisposeAsync() => _docker.DisposeAsync();
}
