using System.Threading.Channels;
using PromptWatcher.Environments;
using PromptWatcher.Hosts;
using PromptWatcher.Tests.Sessions;

namespace PromptWatcher.Tests.Hosts;

/// <summary>A way to capture that gives terminals whose output the test writes.</summary>
internal sealed class GivenCapture : ITerminalCapture
{
    private readonly Channel<PipedProcess> _opened = Channel.CreateUnbounded<PipedProcess>();

    public bool CanDo { get; init; } = true;

    public Exception? Problem { get; init; }

    public int Tried { get; private set; }

    public bool CanCapture(HostTerminal terminal) => CanDo;

    public ValueTask<PtyProcess> OpenAsync(HostTerminal terminal, CancellationToken cancellationToken)
    {
        Tried++;
        if (Problem is not null)
            throw Problem;
        var process = new PipedProcess();
        _opened.Writer.TryWrite(process);
        return ValueTask.FromResult<PtyProcess>(process);
    }

    /// <summary>The terminal that was captured next.</summary>
    public Task<PipedProcess> OpenedAsync() => _opened.Reader.ReadAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(60));
}
