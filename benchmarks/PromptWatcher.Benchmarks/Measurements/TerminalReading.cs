using System.Buffers;
using System.IO.Pipelines;
using System.Text;
using PromptWatcher.Benchmarks.Clients;

namespace PromptWatcher.Benchmarks.Measurements;

internal static class TerminalReading
{
    /// <summary>What a program prints when it is ready to be measured.</summary>
    internal const string Ready = "R";

    /// <summary>Waits for exactly that output.</summary>
    internal static async Task ExpectAsync(this ITerminal terminal, string text)
    {
        string read = "";
        while (read.Length < text.Length)
        {
            ReadResult result = await terminal.Output.ReadAsync();
            read += Encoding.UTF8.GetString(result.Buffer.ToArray());
            terminal.Output.AdvanceTo(result.Buffer.End);
            if (result.IsCompleted)
                break;
        }

        await Task.Yield();     // What comes next does not belong on the thread that reads.
        if (read != text)
            throw new InvalidDataException($"The program printed '{read}' in place of '{text}'.");
    }

    internal static ValueTask TypeAsync(this ITerminal terminal, string text) => terminal.TypeAsync(Encoding.UTF8.GetBytes(text));
}
