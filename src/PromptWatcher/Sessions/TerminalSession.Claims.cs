using PromptWatcher.Detection;

namespace PromptWatcher.Sessions;

public sealed partial class TerminalSession
{
    /// <summary>How often it is looked whether a prompt is sure to be what the screen shows; only while it is being answered.</summary>
    private static readonly TimeSpan Blink = TimeSpan.FromMilliseconds(10);

    /// <summary>A key that shows on the screen at all does so within this time.</summary>
    private static readonly TimeSpan EchoTime = TimeSpan.FromMilliseconds(300);

    /// <summary>
    /// Types an answer in a turn of its own, and waits until it was taken; nobody else answers the prompt meanwhile. Whatever stops it, a
    /// prompt that stands on, as with its text field open, can be answered again.
    /// </summary>
    private async ValueTask ClaimAsync<T>(Prompt prompt, Func<Prompt, T> choose, Func<T, ValueTask<Sent>> type, CancellationToken cancellationToken)
    {
        RefuseReadOnly(Typing);
        bool isClaimed = false;
        try
        {
            Sent sent;
            using (await TakeTurnAsync(prompt, cancellationToken).ConfigureAwait(false))
            {
                T chosen = Claim(prompt, choose);
                isClaimed = true;
                sent = await type(chosen).ConfigureAwait(false);
            }

            await ConfirmAsync(prompt, sent.Keys, sent.IsTaken, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            if (isClaimed)
                Unclaim(prompt);
        }
    }

    /// <summary>Waits for a turn in which the prompt is sure to be what the screen shows. Others type while that is not so.</summary>
    private async ValueTask<SessionInput.Turn> TakeTurnAsync(Prompt prompt, CancellationToken cancellationToken)
    {
        TimeSpan asked = Now;
        while (true)
        {
            SessionInput.Turn turn = await _input.TakeTurnAsync(cancellationToken).ConfigureAwait(false);
            if (IsClaimed(prompt) || IsSettled(prompt, ref asked))
                return turn;
            turn.Dispose();
            await Task.Delay(Blink, _time, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Waits, in the turn, until the prompt is sure to be what the screen shows.</summary>
    /// <exception cref="PromptGoneException">It is not.</exception>
    private async ValueTask SettleAsync(Prompt prompt, CancellationToken cancellationToken)
    {
        TimeSpan asked = Now;
        while (!IsSettled(prompt, ref asked))
            await Task.Delay(Blink, _time, cancellationToken).ConfigureAwait(false);
        EnsureStands(prompt);
    }

    /// <summary>
    /// All that was printed up to now has been read, the last picture shows the prompt, and no key is under way to it. Or the prompt is
    /// gone. A program that never stops printing is read all the same: what counts is what it printed before <paramref name="asked"/>.
    /// </summary>
    private bool IsSettled(Prompt prompt, ref TimeSpan asked)
    {
        lock (_gate)
        {
            TimeSpan now = Now;
            if (IsGone(prompt, _detector.State))
                return true;
            if (_detector.IsPromptShown && !_detector.IsPromptAnswered(now) && !IsKeyUnderWay(now))
                return !(_detector.UnreadSince <= asked);
            asked = now;
            return false;
        }
    }

    /// <summary>Under the gate.</summary>
    private bool IsKeyUnderWay(TimeSpan now) => now - _typedAt < (_screen.Version == _typedVersion ? EchoTime : BetweenKeys);

    private bool IsClaimed(Prompt prompt)
    {
        lock (_gate)
            return _answeredPrompt == prompt.Id;
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

    private void Unclaim(Prompt prompt)
    {
        lock (_gate)
        {
            if (_answeredPrompt == prompt.Id)
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

    /// <summary>What was typed as an answer, and what shows that it was taken.</summary>
    private readonly record struct Sent(string Keys, Func<AgentState, bool> IsTaken);
}
