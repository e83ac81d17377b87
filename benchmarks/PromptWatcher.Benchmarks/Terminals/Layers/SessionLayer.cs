using PromptWatcher.Environments;
using PromptWatcher.Sessions;

namespace PromptWatcher.Benchmarks.Terminals.Layers;

/// <summary>A whole session with its detector; only the program is missing.</summary>
internal sealed class SessionLayer : ILayer
{
    private readonly SessionManager _manager = new();
    private readonly MemoryPty _pty;

    internal SessionLayer(TerminalSize size, int chunk)
    {
        _pty = new MemoryPty(chunk);
        _manager.Adopt(_pty, size);
    }

    public void Take(ReadOnlySpan<byte> read) => _pty.Print(read);
}
