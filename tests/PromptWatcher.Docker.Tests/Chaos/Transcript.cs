using System.Text;
using PromptWatcher.Environments;

namespace PromptWatcher.Docker.Tests.Chaos;

/// <summary>Reads a terminal all along and keeps what came.</summary>
internal sealed class Transcript
{
    private readonly StringBuilder _text = new();
    private readonly Lock _gate = new();
    private TaskCompletionSource _grown = new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal Transcript(PtyProcess pty) => Ended = ReadAsync(pty);

    /// <summary>Completes with the last byte; faults as the reading does.</summary>
    internal Task Ended { get; }

    internal string Text
    {
        get
        {
            lock (_gate)
                return _text.ToString();
        }
    }

    internal Task UntilAsync(string wanted) => UntilAsync(text => text.Contains(wanted, StringComparison.Ordinal), wanted);

    internal async Task UntilAsync(Func<string, bool> condition, string what = "what was waited for")
    {
        using var patience = new CancellationTokenSource(Waiting.Patience);
        while (true)
        {
            Task grown;
            lock (_gate)
                grown = _grown.Task;
            if (condition(Text))
                return;
            Task first = await Task.WhenAny(grown, Ended, Task.Delay(Timeout.Infinite, patience.Token));
            if (first == Ended && !condition(Text))
                await Ended.ContinueWith(ended => Assert.Fail($"The output ended before {what} ({ended.Exception?.InnerException?.Message}): {Text}"));
            if (patience.IsCancellationRequested)
                Assert.Fail($"Not within {Waiting.Patience}: {what}. The output is: {Text}");
        }
    }

    private async Task ReadAsync(PtyProcess pty)
    {
        await Task.Yield();
        await foreach (byte[] part in pty.ReadPartsAsync())
        {
            lock (_gate)
            {
                _text.Append(Encoding.UTF8.GetString(part));
                _grown.TrySetResult();
                _grown = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            }
        }
    }
}
