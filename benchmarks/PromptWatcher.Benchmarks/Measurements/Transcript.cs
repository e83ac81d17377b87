using System.IO.Pipelines;
using System.Text;
using PromptWatcher.Benchmarks.Clients;

namespace PromptWatcher.Benchmarks.Measurements;

/// <summary>
/// Compares a terminal's output with the bytes that it must repeat, at a memory's speed, and keeps what differs. A client that loses, doubles
/// or changes a byte fails here.
/// </summary>
internal sealed class Transcript(ITerminal terminal, byte[] repeated)
{
    private const int LongestRest = 256;

    private readonly StringBuilder _rest = new();

    /// <summary>Bytes so far that were as they must be.</summary>
    internal long Count { get; private set; }

    /// <summary>Times that the client gave output.</summary>
    internal int Reads { get; private set; }

    /// <summary>What came after the first byte that differed.</summary>
    internal string Rest => _rest.ToString();

    /// <summary>Takes output until so many right bytes have come, or something else has.</summary>
    internal Task ReadAsync(long count) => ReadAsync(count, toEnd: false);

    internal Task ReadToEndAsync() => ReadAsync(long.MaxValue, toEnd: true);

    // One method with one loop: its state is allocated once, and not for each read.
    private async Task ReadAsync(long count, bool toEnd)
    {
        bool ended = false;
        while (!ended && (toEnd || (Count < count && _rest.Length == 0)))
        {
            ReadResult result = await terminal.Output.ReadAsync();
            Reads++;
            foreach (ReadOnlyMemory<byte> part in result.Buffer)
                Take(part.Span);
            terminal.Output.AdvanceTo(result.Buffer.End);
            ended = result.IsCompleted;
        }

        await Task.Yield();     // What comes next does not belong on the thread that reads.
    }

    private void Take(ReadOnlySpan<byte> part)
    {
        while (_rest.Length == 0 && part.Length > 0)
        {
            ReadOnlySpan<byte> expected = repeated.AsSpan((int)(Count % repeated.Length));
            int same = part.CommonPrefixLength(expected);
            Count += same;
            part = part[same..];
            if (same < expected.Length && part.Length > 0)
                break;
        }

        if (part.Length > 0 && _rest.Length < LongestRest)
            _rest.Append(Encoding.UTF8.GetString(part[..Math.Min(part.Length, LongestRest)]));
    }
}
