using System.IO.Pipelines;
using System.Text;
using PromptWatcher.Environments;

namespace PromptWatcher.Tests.Environments;

/// <summary>Reads a terminal's output in tests, none of which waits longer than a minute.</summary>
internal static class PtyReading
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    internal static async IAsyncEnumerable<byte[]> ReadPartsAsync(this PtyProcess pty)
    {
        while (true)
        {
            ReadResult result = await pty.Reader.ReadAsync().AsTask().WaitAsync(Patience);
            byte[] part = System.Buffers.BuffersExtensions.ToArray(result.Buffer);
            pty.Reader.AdvanceTo(result.Buffer.End);
            if (part.Length > 0)
                yield return part;
            if (result.IsCompleted)
                yield break;
        }
    }

    internal static async Task<byte[]> ReadToEndAsync(this PtyProcess pty)
    {
        var output = new MemoryStream();
        await foreach (byte[] part in pty.ReadPartsAsync())
            output.Write(part);
        return output.ToArray();
    }

    internal static async Task<string> ReadTextToEndAsync(this PtyProcess pty) => Encoding.UTF8.GetString(await pty.ReadToEndAsync());

    internal static async Task ReadUntilAsync(this PtyProcess pty, string text)
    {
        var output = new StringBuilder();
        await foreach (byte[] part in pty.ReadPartsAsync())
        {
            if (output.Append(Encoding.UTF8.GetString(part)).ToString().Contains(text, StringComparison.Ordinal))
                return;
        }

        Assert.Fail($"The output ended before '{text}': {output}");
    }

    internal static Task<PtyExit> ExitAsync(this PtyProcess pty) => pty.Completion.WaitAsync(Patience);
}
