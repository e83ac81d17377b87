using System.Diagnostics;
using PromptWatcher.Detection;
using PromptWatcher.Environments;
using PromptWatcher.Terminal;

namespace PromptWatcher.Benchmarks.Terminals.Layers;

/// <summary>Parser, screen and detector, which is told of every read when it comes, and looks at the screen when it wants to.</summary>
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
        TimeSpan now = Stopwatch.GetElapsedTime(0);
        _detector.OnOutput(now);
        if (_detector.NextDue <= now)
            _detector.OnTimer(now);
    }
}
