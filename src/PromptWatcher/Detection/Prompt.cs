namespace PromptWatcher.Detection;

/// <summary>A question that a program asks a person.</summary>
/// <param name="Id">Counts the prompts of a session from 1; the same prompt keeps its number while its selection moves.</param>
/// <param name="Kind">What kind of answer it asks for.</param>
/// <param name="Question">The question as the screen shows it, in one line.</param>
/// <param name="Options">The answers that it offers, in their order on the screen; empty when it takes text.</param>
public sealed record Prompt(long Id, PromptKind Kind, string Question, IReadOnlyList<PromptOption> Options)
{
    /// <summary>What the answer is about, as far as the prompt shows it: the command to be run or the file to be written.</summary>
    public string? Subject { get; init; }

    /// <summary>Several options may be checked before the answer is sent.</summary>
    public bool IsMultiSelect { get; init; }

    /// <summary>
    /// The keys that send what is checked when <see cref="IsMultiSelect"/> is set, in the notation of <see cref="Terminal.TerminalKeys"/>;
    /// <see langword="null"/> when the screen does not tell.
    /// </summary>
    public string? SendKeyNames { get; init; }

    /// <summary>How it was found.</summary>
    public PromptEvidence? Evidence { get; init; }

    /// <summary>Compares what a person would see, with the options one by one.</summary>
    public bool Equals(Prompt? other) =>
        other is not null && Id == other.Id && Kind == other.Kind && Question == other.Question && Subject == other.Subject
        && IsMultiSelect == other.IsMultiSelect && SendKeyNames == other.SendKeyNames && Options.SequenceEqual(other.Options);

    /// <summary><c>Permission "Do you want to proceed?" [Yes | No]</c>.</summary>
    public override string ToString() => $"{Kind} \"{Question}\" [{string.Join(" | ", Options.Select(option => option.Label))}]";

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Id, Kind, Question, Options.Count);
}
