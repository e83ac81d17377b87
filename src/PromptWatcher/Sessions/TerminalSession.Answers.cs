using PromptWatcher.Detection;

namespace PromptWatcher.Sessions;

public sealed partial class TerminalSession
{
    /// <summary>Chooses one of the answers that a prompt offers, and returns when the program has taken it: the prompt is gone, or the option's text field is open.</summary>
    /// <param name="prompt">The prompt, as <see cref="State"/> gave it.</param>
    /// <param name="option">One of its options; chosen with the keys that lead to it from where the selection stands by now.</param>
    /// <param name="cancellationToken">Stops between two keys, or the waiting for the program.</param>
    /// <remarks>In a prompt of several options that are checked one by one, this one is checked alone and sent.</remarks>
    /// <exception cref="PromptGoneException">That prompt is not on the screen any more, or was answered already. Nothing more was typed.</exception>
    /// <exception cref="Environments.ReadOnlyTerminalException">The terminal is only watched.</exception>
    /// <exception cref="PromptNotTakenException">It was typed, and the prompt stood on the screen for <see cref="SessionOptions.AnswerTimeout"/> more.</exception>
    /// <exception cref="ArgumentException">The prompt does not offer this option, or no key is known to choose it.</exception>
    public async ValueTask AnswerAsync(Prompt prompt, PromptOption option, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(prompt);
        ArgumentNullException.ThrowIfNull(option);
        if (prompt.IsMultiSelect && option.IsChecked is not null)
        {
            await AnswerAsync(prompt, [option], cancellationToken).ConfigureAwait(false);
            return;
        }

        await ClaimAsync(
            prompt,
            current => IndexOf(prompt, option, current),
            async index =>
            {
                string keys = EnsureStands(prompt).Options[index].KeyNames;
                await PressKeysAsync(prompt, keys, index, cancellationToken).ConfigureAwait(false);
                return new Sent(keys, state => IsGone(prompt, state) || (option.IsFreeText && IsField(state.Prompt!, index)));
            },
            cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Answers a prompt that takes text: types the text and Enter, and returns when the prompt is gone.</summary>
    /// <exception cref="PromptGoneException">That prompt is not on the screen any more, or was answered already. Nothing more was typed.</exception>
    /// <exception cref="Environments.ReadOnlyTerminalException">The terminal is only watched.</exception>
    /// <exception cref="PromptNotTakenException">It was typed, and the prompt stood on the screen for <see cref="SessionOptions.AnswerTimeout"/> more.</exception>
    /// <remarks>A text of several lines, or with tabs, is taken where the program takes pastes, and is no secret.</remarks>
    /// <exception cref="ArgumentException">The text has control characters, which would be keys, or the prompt offers options instead.</exception>
    public ValueTask AnswerAsync(Prompt prompt, string text, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(text);
        return AnswerAsync(prompt, text.AsMemory(), cancellationToken);
    }

    /// <inheritdoc cref="AnswerAsync(Prompt, string, CancellationToken)"/>
    /// <remarks>For secrets in memory that the caller wipes: no copy of the text is left behind. A secret is typed key by key, and told nowhere.</remarks>
    public async ValueTask AnswerAsync(Prompt prompt, ReadOnlyMemory<char> text, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(prompt);
        RefuseKeys(text.Span, prompt.Kind != PromptKind.Secret && Pastes());
        if (prompt.Options.Count > 0)
            throw new ArgumentException($"This prompt takes no text: it offers {Labels(prompt)}. Answer with one of its options.", nameof(text));
        await ClaimAsync(
            prompt,
            static _ => 0,
            async _ =>
            {
                if (text.Length > 0)
                {
                    await (prompt.Kind == PromptKind.Secret ? TypeSecretAsync(text, cancellationToken) : TypeTextAsync(text, cancellationToken)).ConfigureAwait(false);
                    await Task.Delay(BeforeEnter, _time, cancellationToken).ConfigureAwait(false);
                    await SettleAsync(prompt, cancellationToken).ConfigureAwait(false);
                }

                await PressAsync(Enter, cancellationToken).ConfigureAwait(false);
                return new Sent(prompt.Kind == PromptKind.Secret ? "A secret" : text.Length > 0 ? "A text" : "Enter", state => IsGone(prompt, state));
            },
            cancellationToken).ConfigureAwait(false);
    }

    private static bool IsGone(Prompt prompt, AgentState state) => state.Prompt?.Id != prompt.Id;

    private static bool IsField(Prompt current, int index) => index < current.Options.Count && current.Options[index].IsField;

    private bool Pastes()
    {
        lock (_gate)
            return _screen.IsBracketedPaste;
    }

    /// <summary>Lines and tabs are text in a paste; other control characters would be keys there too, and one of them would end it.</summary>
    private static void RefuseKeys(ReadOnlySpan<char> text, bool isPasted)
    {
        bool isLong = false;
        foreach (char c in text)
        {
            if (char.IsControl(c) && c is not ('\n' or '\t'))
                throw new ArgumentException("An answer's text must not contain control characters, which a terminal takes for keys. Send keys with TypeAsync.", nameof(text));
            isLong |= char.IsControl(c);
        }

        if (isLong && !isPasted)
            throw new ArgumentException("An answer's text may have lines and tabs only where the program takes pastes (bracketed paste), and never as a secret: here they would be keys.", nameof(text));
    }

    private static string Labels(Prompt prompt) => string.Join(", ", prompt.Options.Select(option => $"'{option.Label}'"));

    /// <summary>Where the option stands in the prompt as it is now.</summary>
    private static int IndexOf(Prompt prompt, PromptOption option, Prompt current)
    {
        // By its place first: two options may have the same words.
        int index = prompt.Options.ToList().IndexOf(option);
        if (index < 0 || index >= current.Options.Count || current.Options[index].Label != option.Label)
            index = current.Options.ToList().FindIndex(candidate => candidate.Label == option.Label);
        if (index < 0)
            throw new ArgumentException($"The prompt does not offer '{option.Label}'. It offers {Labels(current)}.", nameof(option));
        return current.Options[index].KeyNames.Length > 0
            ? index
            : throw new ArgumentException($"No key is known that chooses '{option.Label}'. Type the keys with TypeAsync.", nameof(option));
    }
}
