using PromptWatcher.Detection;
using PromptWatcher.Terminal;

namespace PromptWatcher.Sessions;

public sealed partial class TerminalSession
{
    /// <summary>Chooses one of the answers that a prompt offers, and returns when the program has taken it: the prompt is gone, or the option's text field is open.</summary>
    /// <param name="prompt">The prompt, as <see cref="State"/> gave it.</param>
    /// <param name="option">One of its options; chosen with the keys that lead to it from where the selection stands by now.</param>
    /// <param name="cancellationToken">Stops between two keys, or the waiting for the program.</param>
    /// <remarks>In a prompt of several options that are checked one by one, this one is checked alone and sent.</remarks>
    /// <exception cref="PromptGoneException">That prompt is not on the screen any more, or was answered already. Nothing more was typed.</exception>
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

        string keys;
        int index = 0;
        using (await _input.TakeTurnAsync(cancellationToken).ConfigureAwait(false))
        {
            keys = Claim(prompt, current => current.Options[index = IndexOf(prompt, option, current)].KeyNames);
            await PressKeysAsync(prompt, keys, isFirst: true, cancellationToken).ConfigureAwait(false);
        }

        await ConfirmAsync(prompt, keys, state => IsGone(prompt, state) || (option.IsFreeText && IsField(state.Prompt!, index)), cancellationToken).ConfigureAwait(false);
        Unclaim(prompt);
    }

    /// <summary>Answers a prompt that takes text: types the text and Enter, and returns when the prompt is gone.</summary>
    /// <exception cref="PromptGoneException">That prompt is not on the screen any more, or was answered already. Nothing more was typed.</exception>
    /// <exception cref="PromptNotTakenException">It was typed, and the prompt stood on the screen for <see cref="SessionOptions.AnswerTimeout"/> more.</exception>
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
        RefuseKeys(text.Span);
        if (prompt.Options.Count > 0)
            throw new ArgumentException($"This prompt takes no text: it offers {Labels(prompt)}. Answer with one of its options.", nameof(text));
        using (await _input.TakeTurnAsync(cancellationToken).ConfigureAwait(false))
        {
            Claim(prompt, _ => "");
            if (text.Length > 0)
            {
                await FirstAsync(prompt.Kind == PromptKind.Secret ? TypeSecretAsync(text, cancellationToken) : TypeTextAsync(text, cancellationToken)).ConfigureAwait(false);
                await Task.Delay(BeforeEnter, _time, cancellationToken).ConfigureAwait(false);
                EnsureStands(prompt);
            }

            await FirstAsync(PressAsync(Enter, cancellationToken), isFirst: text.Length == 0).ConfigureAwait(false);
        }

        string typed = prompt.Kind == PromptKind.Secret ? "A secret" : text.Length > 0 ? "A text" : "Enter";
        await ConfirmAsync(prompt, typed, state => IsGone(prompt, state), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Presses the keys one after the other, each only while the prompt still stands.</summary>
    private async ValueTask PressKeysAsync(Prompt prompt, string names, bool isFirst, CancellationToken cancellationToken)
    {
        bool isApplication;
        lock (_gate)
            isApplication = _screen.IsApplicationCursorKeys;
        foreach (string name in names.Split(' '))
        {
            if (!isFirst)
            {
                await Task.Delay(BetweenKeys, _time, cancellationToken).ConfigureAwait(false);
                EnsureStands(prompt);
            }

            await FirstAsync(PressAsync(TerminalKeys.Encode(name, isApplication), cancellationToken), isFirst).ConfigureAwait(false);
            isFirst = false;
        }
    }

    /// <summary>A prompt whose first key could not be typed is as unanswered as before.</summary>
    private async ValueTask FirstAsync(ValueTask typing, bool isFirst = true)
    {
        try
        {
            await typing.ConfigureAwait(false);
        }
        catch when (isFirst)
        {
            lock (_gate)
                _answeredPrompt = 0;
            throw;
        }
    }

    /// <summary>Makes sure that this very prompt stands on the screen, and that nobody answers it a second time.</summary>
    private T Claim<T>(Prompt prompt, Func<Prompt, T> choose)
    {
        lock (_gate)
        {
            Prompt current = Standing(prompt);
            if (_answeredPrompt == prompt.Id)
                throw new PromptGoneException($"Prompt {prompt.Id} of session '{Id}' has been answered already. Wait for the next change of state.");
            T chosen = choose(current);
            _answeredPrompt = prompt.Id;
            return chosen;
        }
    }

    /// <summary>A prompt that stands on, with its text field open, can be answered still.</summary>
    private void Unclaim(Prompt prompt)
    {
        lock (_gate)
        {
            if (_detector.State.Prompt?.Id == prompt.Id)
                _answeredPrompt = 0;
        }
    }

    private Prompt EnsureStands(Prompt prompt)
    {
        lock (_gate)
            return Standing(prompt);
    }

    /// <summary>The prompt as it is now. Under the gate.</summary>
    private Prompt Standing(Prompt prompt) => _detector.State.Prompt is { } current && current.Id == prompt.Id
        ? current
        : throw new PromptGoneException($"Prompt {prompt.Id} of session '{Id}' is not on the screen any more; it was answered elsewhere, or the program went on. Look at State for the present one.");

    private static bool IsGone(Prompt prompt, AgentState state) => state.Prompt?.Id != prompt.Id;

    private static bool IsField(Prompt current, int index) => index < current.Options.Count && current.Options[index].IsField;

    private static void RefuseKeys(ReadOnlySpan<char> text)
    {
        if (text.ContainsAnyInRange('\0', '\x1f') || text.ContainsAnyInRange('\x7f', '\x9f'))
            throw new ArgumentException("An answer's text must not contain control characters, which a terminal takes for keys. Send keys with TypeAsync.", nameof(text));
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
