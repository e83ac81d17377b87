using System.Text;
using PromptWatcher.Detection;
using PromptWatcher.Environments;
using PromptWatcher.Environments.Local;
using PromptWatcher.Sessions;
using PromptWatcher.Tests.Detection;

namespace PromptWatcher.Tests.Sessions;

/// <summary>A detector that fails, as one does whose profile was changed to something impossible after it had been checked.</summary>
public sealed class UnreadableScreenTests : IDisposable
{
    private const string Box = "────────────────────\r\n❯ \r\n────────────────────\r\n  ? for shortcuts\e[2;3H";

    private readonly ProfileFolder _folder = new();
    private readonly ManualTime _time = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task State_DetectorFails_IsUnknownUntilTheScreenCanBeReadAgain()
    {
        using var store = new AgentProfileStore(new ProfileOptions { Files = { _folder.Write("a.json", """{ "id": "a", "recognize": { "title": ["alpha"] } }""") } }, _time);
        store.Current.Get("a").Rules = [new DetectionRule { State = Activity.Idle, Region = RuleRegion.Title, When = new RuleCondition { Regex = ["("] } }];
        await using var process = new PipedProcess(_time);
        await using var manager = new SessionManager(
            new Dictionary<string, IEnvironmentAdapter> { [LocalEnvironment.EnvironmentId] = new LocalEnvironment() }, timeProvider: _time, profiles: store);
        TerminalSession session = manager.Adopt(process, new TerminalSize(80, 24));
        void Print(string text)
        {
            process.Print(Encoding.UTF8.GetBytes(text));
            _time.Advance(TimeSpan.FromSeconds(2));
        }

        Print(Box);
        Assert.Equal(Activity.Idle, session.State.Activity);

        Print("\e]0;alpha\a");
        Assert.Equal(Activity.Unknown, session.State.Activity);
        Assert.False(session.Completion.IsCompleted);
        Assert.Contains("could not be read", session.Explain().ToString(), StringComparison.Ordinal);

        store.Reload();
        Print("\e[5;1Hready\e[2;3H");
        Assert.Equal(Activity.Idle, session.State.Activity);
    }
}
