using System.Text;
using PromptWatcher.Detection;

namespace PromptWatcher.Sessions;

public sealed partial class TerminalSession
{
    /// <summary>How often it is looked whether the input box shows what was typed; only while the first instruction is under way.</summary>
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(50);

    /// <summary>A program shows a pasted text within this time, if it shows it at all.</summary>
    private static readonly TimeSpan ShowTime = TimeSpan.FromSeconds(2);

    /// <summary>An Enter that a program took for a part of the text is pressed once more after this time.</summary>
    private static readonly TimeSpan BeforeSecondEnter = TimeSpan.FromSeconds(2);

    /// <summary>
    /// Completes when the program has accepted its first instruction (<see cref="Environments.PtySpawnOptions.InitialPrompt"/>), which is
    /// typed once, when the program is first idle: a dialog that comes before is a prompt like any other, and waited out. Completed when
    /// there is none.
    /// </summary>
    /// <exception cref="InitialPromptException">The program ended first, or did not take the instruction.</exception>
    public Task InitialPrompt { get; private set; } = Task.CompletedTask;

    internal Task BeginInitialPrompt(string prompt) => InitialPrompt = TypeInitialPromptAsync(prompt);

    private async Task TypeInitialPromptAsync(string prompt)
    {
        try
        {
            using SessionInput.Turn turn = await TakeTurnWhenReadyAsync().ConfigureAwait(false);
            string? empty = InputText();
            await TypeTextAsync(Typeable(prompt).AsMemory(), CancellationToken.None).ConfigureAwait(false);
            await Task.Delay(BeforeEnter, _time).ConfigureAwait(false);
            await IsSoonAsync(() => InputText() != empty, ShowTime).ConfigureAwait(false);
            string? shown = InputText();
            long version = Version();
            bool isAccepted() => IsAccepted(shown, version);
            await PressAsync(Enter, CancellationToken.None).ConfigureAwait(false);
            if (await IsSoonAsync(isAccepted, BeforeSecondEnter).ConfigureAwait(false))
                return;
            await PressAsync(Enter, CancellationToken.None).ConfigureAwait(false);
            if (await IsSoonAsync(isAccepted, _options.AnswerTimeout).ConfigureAwait(false))
                return;
        }
        catch (Exception ended)
        {
            throw new InitialPromptException($"The first instruction of session '{Id}' was not typed: its program ended, or the session was lost, before it was ready for it.", ended);
        }

        throw new InitialPromptException($"The first instruction of session '{Id}' was typed and sent twice, and is still in the program's input box. Look at Snapshot() for what keeps it.");
    }

    private async ValueTask<SessionInput.Turn> TakeTurnWhenReadyAsync()
    {
        while (true)
        {
            await WaitForAsync(IsReady).ConfigureAwait(false);
            SessionInput.Turn turn = await _input.TakeTurnAsync(CancellationToken.None).ConfigureAwait(false);
            if (IsReady(State))
                return turn;
            turn.Dispose();
        }
    }

    private static bool IsReady(AgentState state) => state is { Activity: Activity.Idle, IsOverlay: false };

    // The box holds something else than what was sent, or something happened where there is no box.
    private bool IsAccepted(string? shown, long version)
    {
        AgentState state = State;
        if (state.Activity is Activity.Awaiting or Activity.Exited)
            return true;
        return shown is null ? state.Activity != Activity.Idle || Version() != version : InputText() != shown;
    }

    private async ValueTask<bool> IsSoonAsync(Func<bool> condition, TimeSpan time)
    {
        long begin = _time.GetTimestamp();
        while (!condition())
        {
            if (_time.GetElapsedTime(begin) >= time)
                return false;
            await Task.Delay(Glance, _time).ConfigureAwait(false);
        }

        return true;
    }

    private string? InputText()
    {
        lock (_gate)
            return _detector.InputText;
    }

    private long Version()
    {
        lock (_gate)
            return _screen.Version;
    }

    /// <summary>Lines and tabs stay; other control characters would be keys, and one of them would end the paste.</summary>
    private static string Typeable(string text)
    {
        var typed = new StringBuilder(text.Length);
        foreach (char c in text.ReplaceLineEndings("\n"))
        {
            if (!char.IsControl(c) || c is '\n' or '\t')
                typed.Append(c);
        }

        return typed.ToString();
    }
}
