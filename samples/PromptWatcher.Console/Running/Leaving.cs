using System.Runtime.InteropServices;

namespace PromptWatcher.Console.Running;

/// <summary>A user who goes away, by Ctrl+C, by closing the terminal, or by ending the command, while the session may run on.</summary>
internal sealed class Leaving : IDisposable
{
    private readonly CancellationTokenSource _left;
    private readonly SignalWatch _signals;

    public Leaving(CancellationToken cancellationToken)
    {
        _left = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        _signals = new SignalWatch(_left.Cancel, PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP);
    }

    public CancellationToken Token => _left.Token;

    public Task LeaveAsync() => _left.CancelAsync();

    public void Dispose()
    {
        _signals.Dispose();
        _left.Dispose();
    }
}
