using System.Runtime.InteropServices;

namespace PromptWatcher.Console.Running;

/// <summary>Signals that do something else than to end this process, until it is disposed of.</summary>
internal sealed class SignalWatch(Action onSignal, params PosixSignal[] signals) : IDisposable
{
    private readonly PosixSignalRegistration[] _registrations = [.. signals.Select(signal => PosixSignalRegistration.Create(signal, context =>
    {
        context.Cancel = true;
        onSignal();
    }))];

    public void Dispose()
    {
        foreach (PosixSignalRegistration registration in _registrations)
            registration.Dispose();
    }
}
