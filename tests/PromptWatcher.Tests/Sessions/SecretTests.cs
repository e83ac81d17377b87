using PromptWatcher.Detection;
using PromptWatcher.Environments;
using PromptWatcher.Environments.Local;
using PromptWatcher.Sessions;

namespace PromptWatcher.Tests.Sessions;

/// <summary>A secret goes to the program and nowhere else: no log, event, error, explanation or text of an object has it.</summary>
public sealed class SecretTests : IAsyncLifetime
{
    private const string Secret = "q7Ωz-§x9!ü";

    /// <summary>Takes keys one by one, as masked fields do, and shows a star for each.</summary>
    private const string Masked = """
        stty -icanon -echo; printf 'API key: '
        length=0
        while key=$(dd bs=1 count=1 2>/dev/null | od -An -tx1 | tr -d ' \n'); do
          case $key in 0a|0d) break;; esac
          length=$((length+1)); printf '*'
        done
        """;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly HeardLog _heard = new();
    private readonly SessionManager _manager;

    public SecretTests() => _manager = new SessionManager(
        new Dictionary<string, IEnvironmentAdapter> { [LocalEnvironment.EnvironmentId] = new LocalEnvironment() }, logger: _heard);

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => _manager.DisposeAsync().AsTask();

    [Fact]
    public async Task AnswerAsync_SecretTypedKeyByKey_IsToldNowhere()
    {
        (TerminalSession session, Prompt prompt, Task<List<string>> told) = await StartAsync(Masked + "\nprintf '\\n%s bytes\\n' $length");

        await session.AnswerAsync(prompt, Secret.AsMemory());
        await session.Completion.WaitAsync(Patience);

        Assert.Contains("13 bytes", session.Snapshot().Lines);
        AssertUntold([.. await told, .. Texts(session, prompt)]);
    }

    [Fact]
    public async Task AnswerAsync_SecretThatIsRefused_IsNotInTheErrorEither()
    {
        (TerminalSession session, Prompt prompt, Task<List<string>> told) = await StartAsync("stty -echo; printf 'Password: '; read secret");

        var tooLong = await Assert.ThrowsAsync<InputTooLongException>(async () => await session.AnswerAsync(prompt, string.Concat(Enumerable.Repeat(Secret, 500))));
        var keys = await Assert.ThrowsAsync<ArgumentException>(async () => await session.AnswerAsync(prompt, Secret + "\n"));
        await session.KillAsync();
        await session.Completion.WaitAsync(Patience);
        var ended = await Assert.ThrowsAsync<PromptGoneException>(async () => await session.AnswerAsync(prompt, Secret));

        AssertUntold([tooLong.ToString(), keys.ToString(), ended.ToString(), .. await told, .. Texts(session, prompt)]);
    }

    private static IEnumerable<string> Texts(TerminalSession session, Prompt prompt) =>
    [
        session.State.ToString(), session.ToString()!, prompt.ToString(), session.Snapshot().ToString(), .. session.Snapshot().Lines,
        .. session.Explain().Findings.Select(finding => finding.ToString()),
    ];

    /// <summary>No three characters of it in a row: a part of a secret is one too.</summary>
    private void AssertUntold(IEnumerable<string> texts)
    {
        string all = string.Join('\n', [.. texts, .. _heard.Messages.Select(message => message.ToString())]);
        Assert.NotEmpty(_heard.Messages);
        for (int i = 0; i + 3 <= Secret.Length; i++)
            Assert.DoesNotContain(Secret.Substring(i, 3), all, StringComparison.OrdinalIgnoreCase);
    }

    private async Task<(TerminalSession Session, Prompt Prompt, Task<List<string>> Told)> StartAsync(string script)
    {
        TerminalSession session = await _manager.StartAsync(new PtySpawnOptions { Command = "sh", Arguments = ["-c", script] });
        Task<List<string>> told = session.WatchAsync().Select(happened => happened.ToString()).ToListAsync().AsTask();
        AgentState state = await session.WaitForAsync(state => state.Prompt?.Kind == PromptKind.Secret).WaitAsync(Patience);
        return (session, state.Prompt!, told);
    }
}
