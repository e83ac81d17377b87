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
    /// typed once, when the program is first idle: a dialog that comes before is a prompt like any other, and waited out. An agent that
    /// is known to have an input box is idle when it shows that: a shell that comes before it would run the instruction. Completed
    /// when there is none.
    /// </summary>
    /// <remarks>Where the program takes no pastes, the lines of the instruction are joined by blanks, or each would be sent alone.</remarks>
    /// <exception cref="InitialPromptException">The program ended first, or did not take the instruction.</exception>
    /// <exception cref="Environments.ReadOnlyTerminalException">The terminal is only watched.</exception>
    public Task InitialPrompt { get; private set; } = Task.CompletedTask;

    internal Task BeginInitialPrompt(string prompt) => InitialPrompt = TypeInitialPromptAsync(prompt);

    private async Task TypeInitialPromptAsync(string prompt)
    {
        RefuseReadOnly(Typing);
        bool isTyped = false;
        try
        {
            using SessionInput.Turn turn = await TakeTurnWhenReadyAsync().ConfigureAwait(false);
            string? empty = InputText();
            isTyped = true;
            await TypeTextAsync(Typeable(prompt, Pastes()).AsMemory(), CancellationToken.None).ConfigureAwait(false);
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
            throw new InitialPromptException($"The first instruction of session '{Id}' {(isTyped ? "was typed, and its program ended, or the session was lost, before it was seen to take it" : "was not typed: its program ended, or the session was lost, before it was ready for it")}.", ended);
        }

        throw new InitialPromptException($"The first instruction of session '{Id}' was typed and sent twice, and is still in the program's input box. Look at Snapshot() for what keeps it.");
    }

    private async ValueTask<SessionInput.Turn> TakeTurnWhenReadyAsync()
    {
        while (true)
        {
            await WaitForAsync(IsAtRest).ConfigureAwait(false);
            SessionInput.Turn turn = await _input.TakeTurnAsync(CancellationToken.None).ConfigureAwait(false);
            if (IsReady())
                return turn;
            turn.Dispose();
            await Task.Delay(Glance, _time).ConfigureAwait(false);
        }
    }

    private static bool IsAtRest(AgentState state) => state is { Activity: Activity.Idle, IsOverlay: false };

    // What is recognised on the terminal has an input box there, which no shell has.
    private bool IsReady()
    {
        lock (_gate)
            return IsAtRest(_detector.State) && (_detector.InputText is not null || _detector.Profile is not { RunsOthers: false, Recognize: { Screen.Count: > 0 } or { Title.Count: > 0 } });
    }

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

    /// <summary>Lines and tabs stay in a paste, and are blanks elsewhere; other control characters would be keys, and one of them would end the paste.</summary>
    private static string Typeable(string text, bool isPasted)
    {
        var typed = new StringBuilder(text.Length);
        foreach (char c in text.ReplaceLineEndings("\n"))
        {
            if (!char.IsControl(c))
                typed.Append(c);
            else if (c is '\n' or '\t')
                typed.Append(isPasted ? c : ' ');
        }

        return typed.ToString();
    }
}
