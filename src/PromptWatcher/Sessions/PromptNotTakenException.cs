using PromptWatcher.Detection;

namespace PromptWatcher.Sessions;

/// <summary>An answer was typed, and the program did not take it: what it asked is still on the screen. Nothing is typed a second time.</summary>
/// <remarks>A text that was typed is told neither here nor in the message.</remarks>
public sealed class PromptNotTakenException : InvalidOperationException
{
    internal PromptNotTakenException(string sessionId, Prompt prompt, string typed, Prompt? standing, TimeSpan waited)
        : base($"{typed} was typed into session '{sessionId}', and the program still asks \"{(standing ?? prompt).Question}\" {waited.TotalSeconds:0.#} s later. "
            + $"Look at State for what it takes, or allow it more time with {nameof(SessionOptions)}.{nameof(SessionOptions.AnswerTimeout)}.")
    {
        Prompt = prompt;
        Typed = typed;
        Standing = standing;
    }

    /// <summary>The prompt that was answered.</summary>
    public Prompt Prompt { get; }

    /// <summary>What was typed: the names of keys, or that it was a text.</summary>
    public string Typed { get; }

    /// <summary>What the program asks now; <see langword="null"/> when it asks nothing, as when a field did not open.</summary>
    public Prompt? Standing { get; }
}
