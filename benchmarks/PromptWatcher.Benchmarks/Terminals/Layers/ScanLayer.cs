using PromptWatcher.Terminal;

namespace PromptWatcher.Benchmarks.Terminals.Layers;

/// <summary>Finds every control byte, and stops at each: what no parser can be faster than.</summary>
internal sealed class ScanLayer : ILayer
{
    private long _runs;

    public void Take(ReadOnlySpan<byte> read)
    {
        while (!read.IsEmpty)
        {
            int length = TextScan.Length(read, out bool isAscii);
            _runs += isAscii ? 1 : 2;
            if (length == read.Length)
                return;
            read = read[(length + 1)..];
        }
    }
}
