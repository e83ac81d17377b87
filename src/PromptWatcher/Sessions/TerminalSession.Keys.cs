using PromptWatcher.Detection;
using PromptWatcher.Terminal;

namespace PromptWatcher.Sessions;

public sealed partial class TerminalSession
{
    /// <summary>Presses the keys that choose an option, one after the other, each only while the prompt still stands, and the last only when those before have led to the option.</summary>
    private async ValueTask PressKeysAsync(Prompt prompt, string names, int index, CancellationToken cancellationToken)
    {
        string[] keys = names.Split(' ');
        if (!IsWalk(keys))
        {
            await PressKeysAsync(prompt, names, cancellationToken).ConfigureAwait(false);
            return;
        }

        await WalkAsync(prompt, string.Join(' ', keys[..^1]), index, cancellationToken).ConfigureAwait(false);
        await PressKeysAsync(prompt, keys[^1], cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Moves the list's cursor, and waits until it is seen on the option: somebody else may have moved it as well.</summary>
    /// <exception cref="PromptNotTakenException">It does not come there.</exception>
    private async ValueTask WalkAsync(Prompt prompt, string moves, int index, CancellationToken cancellationToken)
    {
        Prompt from = EnsureStands(prompt);
        await PressKeysAsync(prompt, moves, cancellationToken).ConfigureAwait(false);
        await ConfirmAsync(prompt, moves, state => IsGone(prompt, state) || IsAt(from, index, state.Prompt!), cancellationToken).ConfigureAwait(false);
        await Task.Delay(BetweenKeys, _time, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Presses the keys one after the other, each only while the prompt still stands.</summary>
    private async ValueTask PressKeysAsync(Prompt prompt, string names, CancellationToken cancellationToken)
    {
        bool isFirst = true;
        foreach (string name in names.Split(' '))
        {
            if (!isFirst)
                await Task.Delay(BetweenKeys, _time, cancellationToken).ConfigureAwait(false);
            await SettleAsync(prompt, cancellationToken).ConfigureAwait(false);
            bool isApplication;
            lock (_gate)
                isApplication = _screen.IsApplicationCursorKeys;
            await PressAsync(TerminalKeys.Encode(name, isApplication), cancellationToken).ConfigureAwait(false);
            isFirst = false;
        }
    }

    /// <summary>All but the last key move the cursor of a list, which therefore shows it.</summary>
    private static bool IsWalk(string[] keys) => keys.Length > 1 && keys[..^1].All(static key => key is "Up" or "Down" or "Left" or "Right");

    /// <summary>The cursor is on the option: at its place, or, where the list scrolls under its cursor, on the one entry with its label.</summary>
    private static bool IsAt(Prompt from, int index, Prompt current)
    {
        if (current.Options.Count == from.Options.Count && current.Options[index].IsSelected)
            return true;
        PromptOption[] same = [.. current.Options.Where(option => option.Label == from.Options[index].Label)];
        return same is [{ IsSelected: true }];
    }
}
