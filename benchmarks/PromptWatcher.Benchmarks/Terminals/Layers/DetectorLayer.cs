using System.Diagnostics;
using PromptWatcher.Detection;
using PromptWatcher.Environments;
using PromptWatcher.Terminal;

namespace PromptWatcher.Benchmarks.Terminals.Layers;

/// <summary>Parser, screen and detector, which is told of every read when it comes.</summary>
internal sealed class DetectorLayer : ILayer
{
    private readonly Screen _screen;
    private readonly PromptDetector _detector;

    internal DetectorLayer(TerminalSize size)
    {
        _screen = new Screen(size);
        _detector = new PromptDetector(_screen);
    }

    public void Take(ReadOnlySpan<byte> read)
    {
        _screen.Write(read);
        _screen.Replies.Clear();
        _detector.OnOutput(Stopwatch.GetElapsedTime(0));
    }
}
