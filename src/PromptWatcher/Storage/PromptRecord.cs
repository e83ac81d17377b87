using PromptWatcher.Detection;

namespace PromptWatcher.Storage;

/// <summary>A prompt as it is on record.</summary>
/// <param name="Kind">What kind of answer it asks for.</param>
/// <param name="Question">The question in one line.</param>
/// <param name="Options">The labels of the answers that it offers.</param>
/// <param name="Subject">The command or file that it is about, or <see langword="null"/>.</param>
public sealed record PromptRecord(PromptKind Kind, string Question, IReadOnlyList<string> Options, string? Subject)
{
    internal static PromptRecord? Of(Prompt? prompt) =>
        prompt is null ? null : new PromptRecord(prompt.Kind, prompt.Question, [.. prompt.Options.Select(static option => option.Label)], prompt.Subject);

    /// <inheritdoc/>
    public bool Equals(PromptRecord? other) =>
        other is not null && Kind == other.Kind && Question == other.Question && Subject == other.Subject && Options.SequenceEqual(other.Options);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Kind, Question, Subject, Options.Count);
}
