using System.Text;
using PromptWatcher.Detection;
using PromptWatcher.Terminal;

namespace PromptWatcher.Sessions;

public sealed partial class TerminalSession
{
    /// <summary>Between the keys of one answer: many programs take what arrives in one read for one key, or for a paste.</summary>
    private static readonly TimeSpan BetweenKeys = TimeSpan.FromMilliseconds(40);

    /// <summary>Between a text and its Enter: Gemini CLI takes an Enter that follows a paste at 40 ms for a part of it.</summary>
    private static readonly TimeSpan BeforeEnter = TimeSpan.FromMilliseconds(300);

    /// <summary>Types bytes as they are.</summary>
    /// <exception cref="InvalidOperationException">The program has ended.</exception>
    /// <exception cref="Environments.InputTooLongException">The terminal reads lines and this one is longer than it can hold; nothing was typed.</exception>
    public ValueTask TypeAsync(ReadOnlyMemory<byte> input, CancellationToken cancellationToken = default)
    {
        if (Completion.IsCompleted)
            throw new InvalidOperationException($"Nothing can be typed into session '{Id}': its program has ended.");
        ((Environments.IPtyObserver)this).OnTyped(input.Span);
        return _input.TypeAsync(input, cancellationToken);
    }

    /// <summary>Chooses one of the answers that a prompt offers.</summary>
    /// <param name="prompt">The prompt, as <see cref="State"/> gave it.</param>
    /// <param name="option">One of its options; chosen with the keys that lead to it from where the selection stands by now.</param>
    /// <param name="cancellationToken">Stops between two keys.</param>
    /// <exception cref="PromptGoneException">That prompt is not on the screen any more, or was answered already. Nothing was typed.</exception>
    /// <exception cref="ArgumentException">The prompt does not offer this option, or no key is known to choose it.</exception>
    public async ValueTask AnswerAsync(Prompt prompt, PromptOption option, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(prompt);
        ArgumentNullException.ThrowIfNull(option);
        (string Names, bool Application) keys = Claim(prompt, current => Match(prompt, option, current).KeyNames);
        string[] names = keys.Names.Split(' ');
        for (int i = 0; i < names.Length; i++)
        {
            if (i > 0)
                await Task.Delay(BetweenKeys, _time, cancellationToken).ConfigureAwait(false);
            await TypeAsync(TerminalKeys.Encode(names[i], keys.Application), cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Answers a prompt that takes text: types the text and Enter.</summary>
    /// <exception cref="PromptGoneException">That prompt is not on the screen any more, or was answered already. Nothing was typed.</exception>
    /// <exception cref="ArgumentException">The text has control characters, which would be keys.</exception>
    public async ValueTask AnswerAsync(Prompt prompt, string text, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(prompt);
        ArgumentNullException.ThrowIfNull(text);
        if (text.AsSpan().ContainsAnyInRange('\0', '\x1f') || text.Contains('\x7f'))
            throw new ArgumentException("An answer's text must not contain control characters, which a terminal takes for keys. Send keys with TypeAsync.", nameof(text));
        Claim(prompt, _ => "");
        if (text.Length > 0)
        {
            await TypeAsync(Encoding.UTF8.GetBytes(text), cancellationToken).ConfigureAwait(false);
            await Task.Delay(BeforeEnter, _time, cancellationToken).ConfigureAwait(false);
        }

        await TypeAsync(TerminalKeys.Encode("Enter"), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Types the first instruction once the program is ready for one; never, when it ends before that.</summary>
    internal async Task TypeInitialPromptAsync(string prompt)
    {
        try
        {
            await WaitForAsync(state => state is { Activity: Activity.Idle, IsOverlay: false }).ConfigureAwait(false);
            bool pastes;
            lock (_gate)
                pastes = _screen.IsBracketedPaste;
            await TypeAsync(Encoding.UTF8.GetBytes(pastes ? $"\e[200~{prompt.Replace("\e", "")}\e[201~" : prompt)).ConfigureAwait(false);
            await Task.Delay(BeforeEnter, _time).ConfigureAwait(false);
            await TypeAsync(TerminalKeys.Encode("Enter")).ConfigureAwait(false);
        }
        catch (Exception ended) when (ended is InvalidOperationException or IOException)
        {
            // The program ended first, which the session's own state tells.
        }
    }

    /// <summary>Makes sure that this very prompt stands on the screen, and that nobody answers it a second time.</summary>
    private (string Names, bool Application) Claim(Prompt prompt, Func<Prompt, string> choose)
    {
        lock (_gate)
        {
            if (_detector.State.Prompt is not { } current || current.Id != prompt.Id)
                throw new PromptGoneException($"Prompt {prompt.Id} of session '{Id}' is not on the screen any more; it was answered elsewhere, or the program went on. Look at State for the present one.");
            if (_answeredPrompt == prompt.Id)
                throw new PromptGoneException($"Prompt {prompt.Id} of session '{Id}' has been answered already. Wait for the next change of state.");
            string names = choose(current);
            _answeredPrompt = prompt.Id;
            return (names, _screen.IsApplicationCursorKeys);
        }
    }

    private static PromptOption Match(Prompt prompt, PromptOption option, Prompt current)
    {
        // By its place first: two options may have the same words.
        int index = prompt.Options.ToList().IndexOf(option);
        PromptOption? found = index >= 0 && index < current.Options.Count && current.Options[index].Label == option.Label
            ? current.Options[index]
            : current.Options.FirstOrDefault(candidate => candidate.Label == option.Label);
        if (found is null)
            throw new ArgumentException($"The prompt does not offer '{option.Label}'. It offers: {string.Join(", ", current.Options.Select(offered => $"'{offered.Label}'"))}.", nameof(option));
        return found.KeyNames.Length > 0
            ? found
            : throw new ArgumentException($"No key is known that chooses '{option.Label}'. Type the keys with TypeAsync.", nameof(option));
    }
}
