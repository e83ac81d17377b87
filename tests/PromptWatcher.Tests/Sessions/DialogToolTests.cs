using PromptWatcher.Detection;
using PromptWatcher.Environments;
using PromptWatcher.Sessions;

namespace PromptWatcher.Tests.Sessions;

/// <summary>Real dialog tools on a local PTY: their menus, fields and questions answered through the API.</summary>
public sealed class DialogToolTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly SessionManager _manager = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => _manager.DisposeAsync().AsTask();

    [SkippableTheory]
    [InlineData("dialog")]
    [InlineData("whiptail")]
    public async Task AnswerAsync_InputBox_TypesTheText(string tool)
    {
        (TerminalSession session, Prompt prompt) = await StartAsync(tool, "--inputbox 'Name of the branch' 9 50");
        Assert.Equal(PromptKind.Text, prompt.Kind);

        await session.AnswerAsync(prompt, "fix/two-words");

        Assert.Equal("code 0 chosen fix/two-words", await ResultAsync(session));
    }

    [SkippableTheory]
    [InlineData("dialog")]
    [InlineData("whiptail")]
    public async Task AnswerAsync_PasswordBox_TypesTheSecret(string tool)
    {
        (TerminalSession session, Prompt prompt) = await StartAsync(tool, "--passwordbox 'Password for the vault' 9 50", "${#chosen}");
        Assert.Equal(PromptKind.Secret, prompt.Kind);

        await session.AnswerAsync(prompt, "hunter2");

        Assert.Equal("code 0 chosen 7", await ResultAsync(session));
    }

    [SkippableTheory]
    [InlineData("dialog")]
    [InlineData("whiptail")]
    public async Task AnswerAsync_MenuAndYesNo_ChooseTheOption(string tool)
    {
        (TerminalSession session, Prompt prompt) = await StartAsync(tool, "--menu 'Which colour?' 14 50 4 red Warm green Calm blue Cold");
        await session.AnswerAsync(prompt, prompt.Options.First(option => option.Label.Contains("blue", StringComparison.Ordinal)));
        Assert.Equal("code 0 chosen blue", await ResultAsync(session));

        (session, prompt) = await StartAsync(tool, "--yesno 'Remove the branch?' 9 50");
        await session.AnswerAsync(prompt, prompt.Options.First(option => option.Label.Contains("No", StringComparison.Ordinal)));
        Assert.Equal("code 1 chosen", await ResultAsync(session));
    }

    [SkippableTheory]
    [InlineData("dialog")]
    [InlineData("whiptail")]
    public async Task AnswerAsync_RadioList_TakesAnother(string tool)
    {
        (TerminalSession session, Prompt prompt) = await StartAsync(tool, "--radiolist 'Which language?' 14 50 3 nl Dutch on fr French off de German off");
        Assert.False(prompt.IsMultiSelect);

        await session.AnswerAsync(prompt, prompt.Options[2]);

        Assert.Equal("code 0 chosen de", await ResultAsync(session));
    }

    [SkippableTheory]
    [InlineData("dialog")]
    [InlineData("whiptail")]
    public async Task AnswerAsync_CheckList_ChecksExactlyThese(string tool)
    {
        (TerminalSession session, Prompt prompt) = await StartAsync(tool, "--separate-output --checklist 'Which features?' 14 50 4 alpha First on beta Second off gamma Third on delta Fourth off");
        Assert.True(prompt.IsMultiSelect);
        Assert.Equal([true, false, true, false], prompt.Options.Where(option => option.IsChecked is not null).Select(option => option.IsChecked));

        await session.AnswerAsync(prompt, prompt.Options.Where(option => option.Label.Contains("beta", StringComparison.Ordinal) || option.Label.Contains("gamma", StringComparison.Ordinal)));

        Assert.Equal("code 0 chosen beta gamma", await ResultAsync(session));
    }

    private async Task<(TerminalSession Session, Prompt Prompt)> StartAsync(string tool, string arguments, string result = "$chosen")
    {
        Skip.IfNot(File.Exists($"/usr/bin/{tool}"), $"NOT CHECKED: {tool} is not installed.");
        TerminalSession session = await _manager.StartAsync(new PtySpawnOptions
        {
            Command = "sh",
            Arguments = ["-c", $"exec 3>&1; chosen=$({tool} {arguments} 2>&1 1>&3); code=$?; printf '\\033[H\\033[2J'; echo code $code chosen {result}"],
            Environment = new Dictionary<string, string?> { ["LANG"] = "C.UTF-8", ["LC_ALL"] = "C.UTF-8" },
        });
        AgentState state = await session.WaitForAsync(state => state.Prompt is not null).WaitAsync(Patience);
        return (session, state.Prompt!);
    }

    private static async Task<string> ResultAsync(TerminalSession session)
    {
        await session.Completion.WaitAsync(Patience);
        return session.Snapshot().Lines.Single(line => line.StartsWith("code ", StringComparison.Ordinal));
    }
}
