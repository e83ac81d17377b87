using System.Buffers;
using System.Text;
using PromptWatcher.Detection;
using PromptWatcher.Terminal;

namespace PromptWatcher.Sessions;

public sealed partial class TerminalSession
{
    private const string Typing = "type into";

    /// <summary>
    /// Between the keys of one answer: many programs take what arrives in one read for one key, or for a paste. Longer than the 50 ms
    /// after which a new picture is read at the latest, so that a key is not typed into a question that nobody has seen yet.
    /// </summary>
    private static readonly TimeSpan BetweenKeys = TimeSpan.FromMilliseconds(75);

    /// <summary>Between a text and its Enter: Gemini CLI takes an Enter that follows a paste at 40 ms for a part of it.</summary>
    private static readonly TimeSpan BeforeEnter = TimeSpan.FromMilliseconds(300);

    private static readonly byte[] Enter = TerminalKeys.Encode("Enter");

    /// <summary>Types bytes as they are.</summary>
    /// <param name="input">The bytes.</param>
    /// <param name="cancellationToken">Stops waiting for a program that does not read; of an input that the terminal had begun to take, the rest is typed before the next.</param>
    /// <exception cref="SessionEndedException">The program has ended.</exception>
    /// <exception cref="Environments.ReadOnlyTerminalException">The terminal is only watched.</exception>
    /// <exception cref="Environments.InputTooLongException">The terminal reads lines and this one is longer than it can hold; nothing was typed.</exception>
    public async ValueTask TypeAsync(ReadOnlyMemory<byte> input, CancellationToken cancellationToken = default)
    {
        RefuseReadOnly(Typing);
        using SessionInput.Turn turn = await _input.TakeTurnAsync(cancellationToken).ConfigureAwait(false);
        await PressAsync(input, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Types a text, as a paste where the program asks for that.</summary>
    /// <param name="text">The text; with lines and tabs only where the program takes pastes, and with no other control character.</param>
    /// <param name="cancellationToken">Stops waiting for a program that does not read.</param>
    /// <exception cref="SessionEndedException">The program has ended.</exception>
    /// <exception cref="Environments.ReadOnlyTerminalException">The terminal is only watched.</exception>
    /// <exception cref="ArgumentException">The text has control characters, which would be keys.</exception>
    public async ValueTask PasteAsync(string text, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(text);
        RefuseReadOnly(Typing);
        using SessionInput.Turn turn = await _input.TakeTurnAsync(cancellationToken).ConfigureAwait(false);
        await TypeTextAsync(text.AsMemory(), cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask PressAsync(ReadOnlyMemory<byte> input, CancellationToken cancellationToken)
    {
        OnTyped(input.Span);
        if (Completion.IsCompleted || !await _input.TypeAsync(input, cancellationToken).ConfigureAwait(false))
            throw new SessionEndedException($"Nothing can be typed into session '{Id}': its program has ended.");
    }

    /// <summary>Types a text, as a paste where the program asks for that; no copy of it stays in memory.</summary>
    private async ValueTask TypeTextAsync(ReadOnlyMemory<char> text, CancellationToken cancellationToken)
    {
        // The program may have changed its mind since it was asked.
        bool pastes = Pastes();
        RefuseKeys(text.Span, pastes);
        byte[] bytes = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(text.Length) + 12);
        try
        {
            int length = pastes ? Write("\e[200~"u8, bytes, 0) : 0;
            length += Encoding.UTF8.GetBytes(text.Span, bytes.AsSpan(length));
            length = pastes ? Write("\e[201~"u8, bytes, length) : length;
            await PressAsync(bytes.AsMemory(0, length), cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(bytes, clearArray: true);
        }
    }

    /// <summary>
    /// Types a secret key by key, as a person does: a masked field need not know pastes. A terminal that reads lines hands all of it over
    /// at once anyway, and refuses a line that is too long before any of it is typed.
    /// </summary>
    private async ValueTask TypeSecretAsync(ReadOnlyMemory<char> secret, CancellationToken cancellationToken)
    {
        byte[] bytes = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(secret.Length));
        try
        {
            int length = Encoding.UTF8.GetBytes(secret.Span, bytes);
            bool isLine = TerminalModes() is { Canonical: true };
            for (int at = 0; at < length;)
            {
                int key = length;
                if (!isLine)
                    Rune.DecodeFromUtf8(bytes.AsSpan(at, length - at), out _, out key);
                await PressAsync(bytes.AsMemory(at, key), cancellationToken).ConfigureAwait(false);
                at += key;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(bytes, clearArray: true);
        }
    }

    private static int Write(ReadOnlySpan<byte> sequence, byte[] bytes, int at)
    {
        sequence.CopyTo(bytes.AsSpan(at));
        return at + sequence.Length;
    }

    private bool IsAsTyped()
    {
        lock (_gate)
            return _screen.Version == _typedVersion && _detector.State.Activity != Activity.Exited;
    }

    /// <summary>Waits until the state shows that an answer was taken.</summary>
    /// <exception cref="PromptNotTakenException">It was not, in the time allowed.</exception>
    private async ValueTask ConfirmAsync(Prompt prompt, string typed, Func<AgentState, bool> isTaken, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(_options.AnswerTimeout, _time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            AgentState state = await WaitForAsync(state => state.Activity == Activity.Exited || isTaken(state), both.Token).ConfigureAwait(false);

            // What is drawn goes away by being drawn over. A line that is read without echo may show nothing of it.
            while (state.Activity != Activity.Exited && prompt.Evidence?.Structure != "line" && IsAsTyped())
                await Task.Delay(Glance, _time, both.Token).ConfigureAwait(false);
        }
        catch (SessionEndedException)
        {
            // Whatever the program did with its last key, it asks no more.
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            Prompt? standing;
            lock (_gate)
                standing = _detector.State.Prompt;

            throw new PromptNotTakenException(Id, prompt, typed, standing, _options.AnswerTimeout);
        }
    }
}
