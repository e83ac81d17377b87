using PromptWatcher.Terminal;

namespace PromptWatcher.Detection;

/// <summary>Makes a question of what the readers found: options with their keys, the kind that the rules tell, and the subject.</summary>
internal sealed class PromptDrafter(Screen screen, Frame frame, RuleSet rules)
{
    /// <summary>The answers that a list offers.</summary>
    public List<PromptOption> Options(OptionList list, HintKeys hints = HintKeys.None) => OptionReader.Read(frame, list, hints, rules, screen.IsApplicationCursorKeys);

    /// <summary>A question that is answered by choosing from a list or a row of buttons.</summary>
    public PromptDraft OfList(string structure, OptionList list, HintKeys hints, string question, bool isCertain)
    {
        PromptKind kind = list is { Form: OptionForm.Horizontal, Items.Count: 1 } ? PromptKind.KeyPress : PromptKind.Choice;
        PromptDraft draft = Of(structure, kind, question, Options(list, hints), isCertain, list.Top, list.Bottom);
        return list.TakesMany(hints) ? draft with { IsMultiSelect = true, SendKeyNames = SendKeys.Of(frame, list, hints) } : draft;
    }

    /// <summary>A question apart from the cursor.</summary>
    public PromptDraft Of(string structure, PromptKind kind, string question, IReadOnlyList<PromptOption> options, bool isCertain, int top, int bottom)
    {
        PromptDraft draft = Classified(structure, kind, question, options, isCertain, false, top, bottom);
        if (draft.Kind is not (PromptKind.Permission or PromptKind.Confirmation))
            return draft;
        draft = draft with { Subject = SubjectFinder.Find(frame, top, question) };
        return structure is "list" or "buttons" && draft.Kind == PromptKind.Confirmation && IsGranted(draft) ? draft with { Kind = PromptKind.Permission } : draft;
    }

    // In whatever language: more than yes and no, about a command or file that stands apart from the question.
    private static bool IsGranted(PromptDraft draft) =>
        draft.Options.Count > 2 && draft.Subject is { } subject && !draft.Question.Contains(subject, StringComparison.Ordinal);

    /// <summary>A question whose answer is typed at the cursor and ended with Enter.</summary>
    public PromptDraft OfLine(PromptKind kind, string question, IReadOnlyList<PromptOption> options, bool isCertain, int top, int bottom) =>
        Classified("line", kind, question, options, isCertain, true, top, bottom);

    /// <summary>A question with a field to write in: however it is worded, yes or no is not all that it takes.</summary>
    public PromptDraft OfField(string question, bool isLine, int top, int bottom)
    {
        PromptDraft draft = Classified("field", PromptKind.Text, question, [], true, isLine, top, bottom);
        return draft.Kind is PromptKind.Confirmation or PromptKind.Permission ? draft with { Kind = PromptKind.Text, Rule = null } : draft;
    }

    private PromptDraft Classified(string structure, PromptKind kind, string question, IReadOnlyList<PromptOption> options, bool isCertain, bool isLine, int top, int bottom)
    {
        (PromptKind refined, CompiledRule? rule) = rules.Classify(kind, question, options);
        return new PromptDraft(refined, question, options, isCertain, isLine, top, bottom) { Structure = structure, Rule = rule?.Name };
    }
}
