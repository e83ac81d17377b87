using PromptWatcher.Environments;
using PromptWatcher.Environments.Local;
using PromptWatcher.Sessions;
using PromptWatcher.Tests.Detection;

namespace PromptWatcher.Tests.Sessions;

/// <summary>A session whose program is the test, in time that the test gives.</summary>
public abstract class GivenTimeTest : IAsyncLifetime
{
    private readonly SessionManager _manager;

    private protected GivenTimeTest()
    {
        Process = new PipedProcess(Time);
        _manager = new SessionManager(new Dictionary<string, IEnvironmentAdapter> { [LocalEnvironment.EnvironmentId] = new LocalEnvironment() }, timeProvider: Time);
        Session = _manager.Adopt(Process, new TerminalSize(80, 24));
    }

    private protected ManualTime Time { get; } = new();

    private protected PipedProcess Process { get; }

    private protected TerminalSession Session { get; }

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => _manager.DisposeAsync().AsTask();
}
