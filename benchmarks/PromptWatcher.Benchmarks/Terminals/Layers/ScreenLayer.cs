using PromptWatcher.Environments;
using PromptWatcher.Terminal;

namespace PromptWatcher.Benchmarks.Terminals.Layers;

/// <summary>Parser and screen, whose answers are thrown away.</summary>
internal sealed class ScreenLayer(TerminalSize size) : ILayer
{
    private readonly Screen _screen = new(size);

    public void Take(ReadOnlySpan<byte> read)
    {
        _screen.Write(read);
        _screen.Replies.Clear();
    }
}
