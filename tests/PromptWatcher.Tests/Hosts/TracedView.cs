using System.Text;
using PromptWatcher.Environments;
using PromptWatcher.Hosts;
using PromptWatcher.Hosts.Tracing;
using PromptWatcher.Tests.Environments;

namespace PromptWatcher.Tests.Hosts;

/// <summary>All that a traced terminal printed since it was watched.</summary>
internal sealed class TracedView : IAsyncDisposable
{
    /// <summary>What every view begins with.</summary>
    internal const string Reset = "\x18\ec";

    private readonly MemoryStream _bytes = new();

    private TracedView(PtyProcess pty)
    {
        Pty = pty;
        Reading = Task.Run(ReadAsync);
    }

    internal PtyProcess Pty { get; }

    /// <summary>Ends with the terminal.</summary>
    internal Task Reading { get; }

    /// <summary>Without what every view begins with.</summary>
    internal byte[] Bytes
    {
        get
        {
            lock (_bytes)
                return _bytes.ToArray()[Math.Min((int)_bytes.Length, Reset.Length)..];
        }
    }

    internal string Text => Encoding.Latin1.GetString(Bytes);

    internal static TracingCapture Capture => new(new HostMonitorOptions { Trace = _ => true });

    internal static async Task<TracedView> OpenAsync(ScriptTerminal terminal) => new(await Capture.OpenAsync(terminal.Terminal, CancellationToken.None));

    internal Task UntilAsync(string text) => Waiting.UntilAsync(() => Text.Contains(text, StringComparison.Ordinal));

    public async ValueTask DisposeAsync() => await Pty.DisposeAsync();

    private async Task ReadAsync()
    {
        await foreach (byte[] part in Pty.ReadPartsAsync())
        {
            lock (_bytes)
                _bytes.Write(part);
        }
    }
}
