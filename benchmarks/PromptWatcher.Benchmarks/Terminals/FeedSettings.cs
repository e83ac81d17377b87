using PromptWatcher.Environments;

namespace PromptWatcher.Benchmarks.Terminals;

/// <summary>What one process feeds to one terminal.</summary>
/// <param name="Layer">One of <see cref="Layers.ILayer.All"/>.</param>
/// <param name="File">A program's output.</param>
/// <param name="Chunk">Bytes of a read.</param>
/// <param name="Rounds">How often the file is fed while it is measured.</param>
/// <param name="Size">The terminal's size.</param>
internal sealed record FeedSettings(string Layer, string File, int Chunk, int Rounds, TerminalSize Size);
