using System.IO.Pipelines;
using PromptWatcher.Benchmarks.SideBySide;
using PromptWatcher.Environments;
using PromptWatcher.Environments.Local;

namespace PromptWatcher.Benchmarks.Clients;

/// <summary>The same programs on this machine's own pseudo-terminals: what there is to win without Docker.</summary>
internal sealed class LocalClient(Settings settings) : Client(settings)
{
    private readonly LocalEnvironment _local = new();

    internal override string DataPath => Settings.DataFile;

    internal override async ValueTask<ITerminal> OpenAsync(params string[] command) =>
        new PtyTerminal(await _local.SpawnPtyAsync(new PtySpawnOptions { Command = command[0], Arguments = command[1..], ReaderScheduler = PipeScheduler.Inline }));
}
