using System.Text;
using PromptWatcher.Detection;
using PromptWatcher.Terminal;

namespace PromptWatcher.Sessions;

public sealed partial class TerminalSession
{
    /// <summary>
    /// Between the keys of one answer: many programs take what arrives in one read for one key, or for a paste. Longer than the 50 ms
    /// after which a new picture is read at the latest, so that a key is not typed into a question that nobody has seen yet.
    /// </summary>
    private static readonly TimeSpan BetweenKeys = TimeSpan.FromMilliseconds(75);

    /// <summary>Between a text and its Enter: Gemini CLI takes an Enter that follows a paste at 40 ms for a part of it.</summary>
    private static readonly TimeSpan BeforeEnter = TimeSpan.FromMilliseconds(300);

    /// <summary>Types bytes as they are.</summary>
    /// <param name="input">The bytes.</param>
    /// <param name="cancellationToken">Stops waiting for a program that does not read; what the terminal had not taken then is typed with the next input.</param>
    /// <exception cref="SessionEndedException">The program has ended.</exception>
    /// <exception cref="Environments.InputTooLongException">The terminal reads lines and this one is longer than it can hold; nothing was typed.</exception>
    public async ValueTask TypeAsync(ReadOnlyMemory<byte> input, CancellationToken cancellationToken = default)
    {
        using SessionInput.Turn turn = await _input.TakeTurnAsync(cancellationToken).ConfigureAwait(false);
        await PressAsync(input, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Chooses one of the answers that a prompt offers.</summary>
    /// <param name="prompt">The prompt, as <see cref="State"/> gave it.</param>
    /// <param name="option">One of its options; chosen with the keys that lead to it from where the selection stands by now.</param>
    /// <param name="cancellationToken">Stops between two keys.</param>
    /// <exception cref="PromptGoneException">That prompt is not on the screen any more, or was answered already. Nothing more was typed.</exception>
    /// <exception cref="ArgumentException">The prompt does not offer this option, or no key is known to choose it.</exception>
    public async ValueTask AnswerAsync(Prompt prompt, PromptOption option, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(prompt);
        ArgumentNullException.ThrowIfNull(option);
        using SessionInput.Turn turn = await _input.TakeTurnAsync(cancellationToken).ConfigureAwait(false);
        (string names, bool isApplication) = Claim(prompt, current => Match(prompt, option, current).KeyNames);
        byte[][] keys = [.. names.Split(' ').Select(name => TerminalKeys.Encode(name, isApplication))];
        await PressFirstAsync(keys[0], cancellationToken).ConfigureAwait(false);
        foreach (byte[] key in keys[1..])
        {
            await Task.Delay(BetweenKeys, _time, cancellationToken).ConfigureAwait(false);
            EnsureStands(prompt);
            await PressAsync(key, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Answers a prompt that takes text: types the text and Enter.</summary>
    /// <exception cref="PromptGoneException">That prompt is not on the screen any more, or was answered already. Nothing more was typed.</exception>
    /// <exception cref="ArgumentException">The text has control characters, which would be keys, or the prompt offers options instead.</exception>
    public async ValueTask AnswerAsync(Prompt prompt, string text, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(prompt);
        ArgumentNullException.ThrowIfNull(text);
        if (text.AsSpan().ContainsAnyInRange('\0', '\x1f') || text.Contains('\x7f'))
            throw new ArgumentException("An answer's text must not contain control characters, which a terminal takes for keys. Send keys with TypeAsync.", nameof(text));
        if (prompt.Options.Count > 0)
            throw new ArgumentException($"This prompt takes no text: it offers {Labels(prompt)}. Answer with one of its options.", nameof(text));
        using SessionInput.Turn turn = await _input.TakeTurnAsync(cancellationToken).ConfigureAwait(false);
        Claim(prompt, _ => "");
        byte[] enter = TerminalKeys.Encode("Enter");
        if (text.Length == 0)
        {
            await PressFirstAsync(enter, cancellationToken).ConfigureAwait(false);
            return;
        }

        await PressFirstAsync(Encoding.UTF8.GetBytes(text), cancellationToken).ConfigureAwait(false);
        await Task.Delay(BeforeEnter, _time, cancellationToken).ConfigureAwait(false);
        EnsureStands(prompt);
        await PressAsync(enter, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Types the first instruction once the program is ready for one; never, when it ends before that.</summary>
    internal async Task TypeInitialPromptAsync(string prompt)
    {
        try
        {
            await WaitForAsync(state => state is { Activity: Activity.Idle, IsOverlay: false }).ConfigureAwait(false);
            using SessionInput.Turn turn = await _input.TakeTurnAsync(CancellationToken.None).ConfigureAwait(false);
            bool pastes;
            lock (_gate)
                pastes = _screen.IsBracketedPaste;
            await PressAsync(Encoding.UTF8.GetBytes(pastes ? $"\e[200~{prompt.Replace("\e", "")}\e[201~" : prompt), CancellationToken.None).ConfigureAwait(false);
            await Task.Delay(BeforeEnter, _time).ConfigureAwait(false);
            await PressAsync(TerminalKeys.Encode("Enter"), CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception)
        {
            // The program ended first, or the session was lost; the session's own state and completion tell.
        }
    }

    private async ValueTask PressAsync(ReadOnlyMemory<byte> input, CancellationToken cancellationToken)
    {
        OnTyped(input.Span);
        if (Completion.IsCompleted || !await _input.TypeAsync(input, cancellationToken).ConfigureAwait(false))
            throw new SessionEndedException($"Nothing can be typed into session '{Id}': its program has ended.");
    }

    /// <summary>A prompt whose first key could not be typed is as unanswered as before.</summary>
    private async ValueTask PressFirstAsync(ReadOnlyMemory<byte> input, CancellationToken cancellationToken)
    {
        try
        {
            await PressAsync(input, cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            lock (_gate)
                _answeredPrompt = 0;
            throw;
        }
    }

    /// <summary>Makes sure that this very prompt stands on the screen, and that nobody answers it a second time.</summary>
    private (string Names, bool IsApplication) Claim(Prompt prompt, Func<Prompt, string> choose)
    {
        lock (_gate)
        {
            Prompt current = Standing(prompt);
            if (_answeredPrompt == prompt.Id)
                throw new PromptGoneException($"Prompt {prompt.Id} of session '{Id}' has been answered already. Wait for the next change of state.");
            string names = choose(current);
            _answeredPrompt = prompt.Id;
            return (names, _screen.IsApplicationCursorKeys);
        }
    }

    private void EnsureStands(Prompt prompt)
    {
        lock (_gate)
            Standing(prompt);
    }

    /// <summary>The prompt as it is now. Under the gate.</summary>
    private Prompt Standing(Prompt prompt) => _detector.State.Prompt is { } current && current.Id == prompt.Id
        ? current
        : throw new PromptGoneException($"Prompt {prompt.Id} of session '{Id}' is not on the screen any more; it was answered elsewhere, or the program went on. Look at State for the present one.");

    private static string Labels(Prompt prompt) => string.Join(", ", prompt.Options.Select(option => $"'{option.Label}'"));

    private static PromptOption Match(Prompt prompt, PromptOption option, Prompt current)
    {
        // By its place first: two options may have the same words.
        int index = prompt.Options.ToList().IndexOf(option);
        PromptOption? found = index >= 0 && index < current.Options.Count && current.Options[index].Label == option.Label
            ? current.Options[index]
            : current.Options.FirstOrDefault(candidate => candidate.Label == option.Label);
        if (found is null)
            throw new ArgumentException($"The prompt does not offer '{option.Label}'. It offers {Labels(current)}.", nameof(option));
        return found.KeyNames.Length > 0
            ? found
            : throw new ArgumentException($"No key is known that chooses '{option.Label}'. Type the keys with TypeAsync.", nameof(option));
    }
}
