using PromptWatcher.Detection;

namespace PromptWatcher.Sessions;

public sealed partial class TerminalSession
{
    /// <summary>Chooses an option that opens a text field, waits for the field, types the text and Enter, and returns when the program has taken it.</summary>
    /// <param name="prompt">The prompt, as <see cref="State"/> gave it.</param>
    /// <param name="option">One of its options with <see cref="PromptOption.IsFreeText"/>.</param>
    /// <param name="text">The text, without control characters; with lines and tabs only where the program takes pastes.</param>
    /// <param name="cancellationToken">Stops between two keys, or the waiting for the program.</param>
    /// <exception cref="PromptGoneException">That prompt is not on the screen any more, or was answered already. Nothing more was typed.</exception>
    /// <exception cref="Environments.ReadOnlyTerminalException">The terminal is only watched.</exception>
    /// <exception cref="PromptNotTakenException">The field did not open, or it stood on the screen for <see cref="SessionOptions.AnswerTimeout"/> after the text was sent.</exception>
    /// <exception cref="ArgumentException">The option opens no field, the prompt does not offer it, or the text has control characters.</exception>
    public async ValueTask AnswerAsync(Prompt prompt, PromptOption option, string text, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(prompt);
        ArgumentNullException.ThrowIfNull(option);
        ArgumentException.ThrowIfNullOrEmpty(text);
        RefuseKeys(text, Pastes());
        if (!option.IsFreeText)
            throw new ArgumentException($"'{option.Label}' opens no field for a text. Choose it without one.", nameof(option));
        await ClaimAsync(
            prompt,
            current => IndexOf(prompt, option, current),
            index => TypeIntoAsync(prompt, index, text, cancellationToken),
            cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask<Sent> TypeIntoAsync(Prompt prompt, int index, string text, CancellationToken cancellationToken)
    {
        string keys = await OpenAsync(prompt, index, cancellationToken).ConfigureAwait(false);
        AgentState open = State;
        await ConfirmAsync(prompt, keys, state => IsOpen(prompt, index, open = state), cancellationToken).ConfigureAwait(false);
        await TypeTextAsync(text.AsMemory(), cancellationToken).ConfigureAwait(false);
        await Task.Delay(BeforeEnter, _time, cancellationToken).ConfigureAwait(false);
        Prompt? field = open.Prompt;
        if (field is not null)
            await SettleAsync(field, cancellationToken).ConfigureAwait(false);
        await PressAsync(Enter, cancellationToken).ConfigureAwait(false);

        // Without a field of its own the text went into the program's input box, and is taken when work begins.
        return new Sent("A text", state => field is null ? state.Activity is Activity.Working or Activity.Awaiting : IsGone(field, state));
    }

    /// <summary>Moves to the option, key by key; an option that turns out to be a field itself needs no Enter any more.</summary>
    private async ValueTask<string> OpenAsync(Prompt prompt, int index, CancellationToken cancellationToken)
    {
        Prompt current = EnsureStands(prompt);
        if (IsField(current, index))
            return "";
        string names = current.Options[index].KeyNames;
        string[] keys = names.Split(' ');
        if (!IsWalk(keys))
        {
            await PressKeysAsync(prompt, names, cancellationToken).ConfigureAwait(false);
            return names;
        }

        await WalkAsync(prompt, string.Join(' ', keys[..^1]), index, cancellationToken).ConfigureAwait(false);
        await Task.Delay(BeforeEnter, _time, cancellationToken).ConfigureAwait(false);
        if (!IsField(EnsureStands(prompt), index))
            await PressKeysAsync(prompt, keys[^1], cancellationToken).ConfigureAwait(false);
        return names;
    }

    private static bool IsOpen(Prompt prompt, int index, AgentState state) =>
        IsGone(prompt, state) ? state.Prompt is { Kind: PromptKind.Text } or null && state is { Activity: Activity.Awaiting or Activity.Idle, IsOverlay: false }
        : IsField(state.Prompt!, index);
}
