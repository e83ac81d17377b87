namespace PromptWatcher.Detection;

/// <summary>A question as one frame shows it.</summary>
/// <param name="Kind">What kind of answer it asks for.</param>
/// <param name="Question">The question in one line.</param>
/// <param name="Options">The answers that it offers.</param>
/// <param name="IsCertain">Its structure leaves no doubt; otherwise only time shows that the program waits.</param>
/// <param name="IsLine">It stands at the cursor, so that Enter ends it.</param>
/// <param name="Top">Its first row.</param>
/// <param name="Bottom">Its last row.</param>
internal sealed record PromptDraft(PromptKind Kind, string Question, IReadOnlyList<PromptOption> Options, bool IsCertain, bool IsLine, int Top, int Bottom)
{
    /// <summary>The structure that it was found by, as in <see cref="PromptEvidence"/>.</summary>
    public required string Structure { get; init; }

    /// <summary>The rule that told its kind, or null.</summary>
    public string? Rule { get; init; }

    /// <summary>The command or file that it is about, or null.</summary>
    public string? Subject { get; init; }

    /// <summary>Several options may be checked.</summary>
    public bool IsMultiSelect { get; init; }

    /// <summary>The keys that send the checked options, or null.</summary>
    public string? SendKeyNames { get; init; }

    /// <summary>Looks the same to a person, apart from where it stands.</summary>
    public bool IsSame(PromptDraft? other) =>
        other is not null && Kind == other.Kind && Question == other.Question && Subject == other.Subject && IsMultiSelect == other.IsMultiSelect
        && SendKeyNames == other.SendKeyNames && IsLine == other.IsLine && Options.SequenceEqual(other.Options);

    /// <summary>
    /// Is the same question, though its selection may have moved or a text may have been typed into one of its options. One about another
    /// command is another, or an answer to the one could be taken for an answer to the other.
    /// </summary>
    public bool IsOneWith(PromptDraft? other)
    {
        if (other is null || Question != other.Question || IsLine != other.IsLine || Options.Count != other.Options.Count)
            return false;
        if (Subject is not null && other.Subject is not null && Subject != other.Subject)
            return false;
        int same = Options.Where((option, i) => option.Label == other.Options[i].Label).Count();
        return same * 2 >= Options.Count;
    }
}
