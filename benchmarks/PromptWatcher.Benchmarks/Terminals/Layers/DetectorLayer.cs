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

    /// <summary>Time that parser and screen have taken so far, and the detector beside them.</summary>
    internal (TimeSpan Screen, TimeSpan Detector) Spent { get; private set; }

    /// <summary>How often the state has changed so far.</summary>
    internal int Changes { get; private set; }

    public void Take(ReadOnlySpan<byte> read)
    {
        long begin = Stopwatch.GetTimestamp();
        _screen.Write(read);
        _screen.Replies.Clear();
        long written = Stopwatch.GetTimestamp();
        TimeSpan now = Stopwatch.GetElapsedTime(0, written);
        _detector.OnOutput(now);
        if (_detector.NextDue <= now && _detector.OnTimer(now))
            Changes++;
        Spent = (Spent.Screen + Stopwatch.GetElapsedTime(begin, written), Spent.Detector + Stopwatch.GetElapsedTime(written));
    }
}
