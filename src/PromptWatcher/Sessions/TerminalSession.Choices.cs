using PromptWatcher.Detection;

namespace PromptWatcher.Sessions;

public sealed partial class TerminalSession
{
    /// <summary>Lists that show a part of themselves have no more entries than a walk through them may take.</summary>
    private const int LongestWalk = 50;

    /// <summary>Checks these options of a prompt and no others, sends them, and returns when the program has taken them. Each mark is looked at on the screen before the next is made.</summary>
    /// <param name="prompt">The prompt, as <see cref="State"/> gave it.</param>
    /// <param name="options">Those of its options that are to be checked; may be empty.</param>
    /// <param name="cancellationToken">Stops between two keys, or the waiting for the program.</param>
    /// <exception cref="PromptGoneException">That prompt is not on the screen any more, or was answered already. Nothing more was typed.</exception>
    /// <exception cref="Environments.ReadOnlyTerminalException">The terminal is only watched.</exception>
    /// <exception cref="PromptNotTakenException">A mark did not come to be as wished, or the prompt stood on the screen for <see cref="SessionOptions.AnswerTimeout"/> after it was sent.</exception>
    /// <exception cref="ArgumentException">The prompt takes one option only, or one of these has no box in it.</exception>
    public async ValueTask AnswerAsync(Prompt prompt, IEnumerable<PromptOption> options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(prompt);
        ArgumentNullException.ThrowIfNull(options);
        if (!prompt.IsMultiSelect)
            throw new ArgumentException($"This prompt takes one of its options: {Labels(prompt)}.", nameof(prompt));
        await ClaimAsync(
            prompt,
            current => Boxes(prompt, options, current),
            async wished =>
            {
                await MarkAsync(prompt, wished, cancellationToken).ConfigureAwait(false);
                return new Sent(await SendAsync(prompt, cancellationToken).ConfigureAwait(false), state => IsGone(prompt, state));
            },
            cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask MarkAsync(Prompt prompt, HashSet<int> wished, CancellationToken cancellationToken)
    {
        int count = EnsureStands(prompt).Options.Count;
        for (int i = 0; i < count; i++)
        {
            PromptOption option = EnsureStands(prompt).Options[i];
            bool wish = wished.Contains(i);
            if (option.IsChecked is null || option.IsChecked == wish)
                continue;
            await PressKeysAsync(prompt, option.KeyNames, i, cancellationToken).ConfigureAwait(false);
            await ConfirmAsync(prompt, option.KeyNames, state => IsGone(prompt, state) || IsMarked(state.Prompt!, i, wish), cancellationToken).ConfigureAwait(false);
            await Task.Delay(BetweenKeys, _time, cancellationToken).ConfigureAwait(false);
        }
    }

    private async ValueTask<string> SendAsync(Prompt prompt, CancellationToken cancellationToken)
    {
        await SettleAsync(prompt, cancellationToken).ConfigureAwait(false);
        if (EnsureStands(prompt).SendKeyNames is { } keys)
        {
            await PressKeysAsync(prompt, keys, cancellationToken).ConfigureAwait(false);
            return keys;
        }

        // What sends is an entry without a box below the others, in a list that may not show it yet.
        for (int walked = 0; walked < LongestWalk; walked++)
        {
            if (EnsureStands(prompt).Options.FirstOrDefault(static option => option.IsSelected) is { IsChecked: null, IsFreeText: false })
            {
                await PressKeysAsync(prompt, "Enter", cancellationToken).ConfigureAwait(false);
                return "Enter";
            }

            await PressKeysAsync(prompt, "Down", cancellationToken).ConfigureAwait(false);
            await Task.Delay(BetweenKeys, _time, cancellationToken).ConfigureAwait(false);
            await SettleAsync(prompt, cancellationToken).ConfigureAwait(false);
        }

        return "Down";
    }

    private static HashSet<int> Boxes(Prompt prompt, IEnumerable<PromptOption> options, Prompt current)
    {
        var boxes = new HashSet<int>();
        foreach (PromptOption option in options)
        {
            int index = IndexOf(prompt, option, current);
            if (current.Options[index].IsChecked is null)
                throw new ArgumentException($"'{option.Label}' cannot be checked. Choose it alone.", nameof(options));
            boxes.Add(index);
        }

        return boxes;
    }

    private static bool IsMarked(Prompt current, int index, bool wish) => index < current.Options.Count && current.Options[index].IsChecked == wish;
}
