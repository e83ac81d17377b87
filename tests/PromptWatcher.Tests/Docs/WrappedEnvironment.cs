using PromptWatcher.Environments;
using PromptWatcher.Environments.Local;

namespace PromptWatcher.Tests.Docs;

// begin
/// <summary>Runs programs on this machine through another one that starts them, as in <c>nice -n 10</c> or <c>bwrap --unshare-net</c>.</summary>
public sealed class WrappedEnvironment(string wrapper, params string[] arguments) : IEnvironmentAdapter
{
    private readonly LocalEnvironment _local = new();

    public ValueTask<PtyProcess> SpawnPtyAsync(PtySpawnOptions options, CancellationToken cancellationToken = default) =>
        _local.SpawnPtyAsync(options with { Command = wrapper, Arguments = [.. arguments, options.Command, .. options.Arguments] }, cancellationToken);

    public ValueTask KillPtyAsync(string ptyId, CancellationToken cancellationToken = default) => _local.KillPtyAsync(ptyId, cancellationToken);

    public ValueTask ResizePtyAsync(string ptyId, TerminalSize size, CancellationToken cancellationToken = default) => _local.ResizePtyAsync(ptyId, size, cancellationToken);

    public IAsyncEnumerable<PtyInfo> ListPtysAsync(CancellationToken cancellationToken = default) => _local.ListPtysAsync(cancellationToken);

    public ValueTask<PtyProcess> AttachPtyAsync(string ptyId, PtyAttachOptions? options = null, CancellationToken cancellationToken = default) =>
        _local.AttachPtyAsync(ptyId, options, cancellationToken);
}
// end
