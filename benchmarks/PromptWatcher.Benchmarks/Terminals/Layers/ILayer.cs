using PromptWatcher.Environments;

namespace PromptWatcher.Benchmarks.Terminals.Layers;

/// <summary>A part of the way from a program's bytes to what is known of it, that takes one read after the other.</summary>
internal interface ILayer
{
    /// <summary>Every layer, each holding all that stand before it.</summary>
    static IReadOnlyDictionary<string, Func<TerminalSize, int, ILayer>> All { get; } = new Dictionary<string, Func<TerminalSize, int, ILayer>>
    {
        ["scan"] = static (_, _) => new ScanLayer(),
        ["parse"] = static (_, _) => new ParseLayer(),
        ["screen"] = static (size, _) => new ScreenLayer(size),
        ["detector"] = static (size, _) => new DetectorLayer(size),
        ["session"] = static (size, chunk) => new SessionLayer(size, chunk),
    };

    void Take(ReadOnlySpan<byte> read);
}
