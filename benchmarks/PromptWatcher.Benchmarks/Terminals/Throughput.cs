namespace PromptWatcher.Benchmarks.Terminals;

/// <summary>How fast a file went through: one line of JSON, the same for every terminal.</summary>
/// <param name="Layer">How much of a terminal it went through.</param>
/// <param name="File">The file, as it was named.</param>
/// <param name="Bytes">Its length.</param>
/// <param name="MbPerSecond">Median of the rounds: 1,000,000 bytes by second of processor time.</param>
/// <param name="AllocatedBytes">Median of the rounds: bytes allocated while the whole file went through once; none is known of terminals that are not managed.</param>
/// <param name="Chunk">Bytes of a read.</param>
internal sealed record Throughput(string Layer, string File, long Bytes, double MbPerSecond, long? AllocatedBytes, int Chunk);
