using PromptWatcher.Environments;
using PromptWatcher.Terminal;

namespace PromptWatcher.Detection;

/// <summary>Finds questions that stand in a line of text and take their answer at the cursor or with a key.</summary>
internal sealed class LineQuestionReader(Screen screen, Frame frame, RuleSet rules)
{
    private const string Line = "line";

    /// <summary>The question at the cursor or in the last line, or null.</summary>
    public PromptDraft? Read(CursorLine line, TerminalModes? modes) => FromLastLine() ?? FromLine(line, modes);

    /// <summary>A question above a bare <c>&gt;</c> that takes its answer, or null when the line is the program's own prompt.</summary>
    public PromptDraft? FromBarePrompt(InputBox box)
    {
        if (box.Row != frame.CursorRow || box.Row != frame.Last || frame[box.Row].Content.Length > 1)
            return null;
        int above = box.Row - 1;
        while (above > 0 && box.Row - above < 2 && !frame.IsText(above))
            above--;
        if (MenuFinder.FindPlain(frame, box.Row) is { } list)
        {
            List<PromptOption> options = OptionReader.Read(frame, list, HintKeys.None, rules, screen.IsApplicationCursorKeys);
            return Draft(PromptKind.Choice, QuestionFinder.Find(frame, list.Top, false), options, false, true, list.Top, box.Row);
        }

        if (frame.IsAlternate && MenuFinder.Find(frame, 0, above) is { Form: OptionForm.Vertical, Selected: >= 0 } filtered && filtered.Bottom >= box.Row - 3)
        {
            List<PromptOption> options = OptionReader.Read(frame, filtered, HintKeys.None, rules, screen.IsApplicationCursorKeys);
            return Draft(PromptKind.Choice, frame[box.Row].Content.ToString(), options, false, false, filtered.Top, box.Row);
        }

        if (!frame.IsText(above) || AnswerMarks.Read(frame[above].Content) is not { } answers)
            return null;
        return new PromptDraft(PromptKind.Confirmation, frame[above].Slice(frame[above].Start, frame[above].End), Answers(answers), false, true, above, box.Row) { Structure = Line };
    }

    private PromptDraft? FromLastLine()
    {
        int row = frame.Last;
        if (!frame.IsText(row) || (frame.IsCursorVisible && frame.CursorRow > row && frame.CursorColumn > 0))
            return null;
        ReadOnlySpan<char> content = frame[row].Content;
        if (rules.Find(Activity.Awaiting, RuleRegion.LastLine, new LineSource(content)) is not { Rule.Kind: { } kind } rule)
            return null;
        PromptOption[] options = kind == PromptKind.KeyPress ? [new PromptOption("Enter", true, "Enter", TerminalKeys.Encode("Enter"))] : [];
        return new PromptDraft(kind, content.ToString(), options, !frame.IsCursorVisible || frame.CursorRow == row, true, row, row) { Structure = Line, Rule = rule.Name };
    }

    private PromptDraft? FromLine(CursorLine line, TerminalModes? modes)
    {
        ReadOnlySpan<char> text = line.Before.Trim();
        if (!frame.IsCursorVisible || !line.IsAtEnd || !line.IsLast || text.Length == 0 || ShellPrompt.IsNumbered(text))
            return null;
        if (modes is { Canonical: true, Echo: false })
            return new PromptDraft(PromptKind.Secret, text.ToString(), [], true, true, line.Row, frame.CursorRow) { Structure = Line };
        if (rules.Find(Activity.Awaiting, RuleRegion.CursorLine, new LineSource(text)) is { Rule.Kind: { } ruled } rule)
            return new PromptDraft(ruled, text.ToString(), [], true, true, line.Row, frame.CursorRow) { Structure = Line, Rule = rule.Name };
        if (frame.IsTextOnly && (StatusLine.IsHelp(text) || KeyHints.Read(text) != HintKeys.None))
            return null;
        bool isAsked = text.Length > 2 && text[0] == '?' && text[1] == ' ';
        if (AnswerMarks.Read(text) is { } answers)
            return new PromptDraft(PromptKind.Confirmation, Question(text, isAsked), Answers(answers), true, true, line.Row, frame.CursorRow) { Structure = Line };
        bool isOpen = text.Length > 1 && (text[^1] is '?' or ':' or '？' or '：' || HasDefault(text));
        if (!isAsked && !isOpen)
            return null;
        string question = Question(text, isAsked);
        if (MenuFinder.FindPlain(frame, line.Row) is { } list)
        {
            List<PromptOption> options = OptionReader.Read(frame, WithDefault(list, text), HintKeys.None, rules, screen.IsApplicationCursorKeys);
            string asked = QuestionFinder.HasWords(question) ? question : QuestionFinder.Find(frame, list.Top, false);
            return Draft(PromptKind.Choice, asked, options, true, true, list.Top, frame.CursorRow);
        }

        PromptDraft draft = Draft(PromptKind.Text, question, [], isAsked, true, line.Row, frame.CursorRow);
        return draft with { IsCertain = isAsked || draft.Kind == PromptKind.Secret };
    }

    // "name: (my-app)" and "name? [x]" are answered by Enter alone too.
    private static bool HasDefault(ReadOnlySpan<char> text)
    {
        int open = text[^1] switch { ')' => text.LastIndexOf('('), ']' => text.LastIndexOf('['), _ => -1 };
        return open > 2 && text[..open].TrimEnd() is [.., ':' or '?'];
    }

    private static string Question(ReadOnlySpan<char> text, bool isAsked)
    {
        if (!isAsked)
            return text.ToString();
        text = text[1..].TrimStart();
        int input = text.IndexOf(" › ");
        return (input > 0 ? text[..input] : text.TrimEnd('›')).Trim().ToString();
    }

    private List<PromptOption> Answers(List<AnswerMarks.Answer> answers) => answers.ConvertAll(answer =>
    {
        string key = answer.Key is ['^', var letter] ? "Ctrl+" + char.ToUpperInvariant(letter) : answer.Key;
        string keys = frame.IsAlternate ? key : key + " Enter";
        return new PromptOption(answer.Label, answer.IsDefault, keys, TerminalKeys.Encode(keys));
    });

    // "(default 1)" and "[1]" name the entry that Enter alone takes.
    private static OptionList WithDefault(OptionList list, ReadOnlySpan<char> text)
    {
        int open = text.LastIndexOfAny('(', '[');
        if (open < 0)
            return list;
        ReadOnlySpan<char> inside = text[(open + 1)..].TrimEnd(" :?)]");
        int digits = inside.Length;
        while (digits > 0 && char.IsAsciiDigit(inside[digits - 1]))
            digits--;
        if (!int.TryParse(inside[digits..], out int number))
            return list;
        int index = list.Items.FindIndex(item => item.Number == number);
        if (index >= 0)
            list.Items[index] = list.Items[index] with { IsSelected = true };
        return list;
    }

    private PromptDraft Draft(PromptKind kind, string question, IReadOnlyList<PromptOption> options, bool isCertain, bool isLine, int top, int bottom)
    {
        (PromptKind refined, CompiledRule? rule) = rules.Classify(kind, question, options);
        return new PromptDraft(refined, question, options, isCertain, isLine, top, bottom) { Structure = Line, Rule = rule?.Name };
    }
}
