using PromptWatcher.Environments;
using PromptWatcher.Terminal;

namespace PromptWatcher.Detection;

/// <summary>Finds questions that stand in a line of text and take their answer at the cursor or with a key.</summary>
internal sealed class LineQuestionReader(Frame frame, RuleSet rules, PromptDrafter drafter)
{
    private const string Line = "line";
    private readonly PrintedMenuReader _menus = new(frame, rules, drafter);
    private string _keyLine = "";

    /// <summary>The question at the cursor or in the last line, or null.</summary>
    public PromptDraft? Read(CursorLine line, TerminalModes? modes) => _menus.FromTable(line) ?? FromLastLine() ?? FromLine(line, modes) ?? FromLineAbove(modes);

    /// <summary>A question above a bare <c>&gt;</c> that takes its answer, or null when the line is the program's own prompt.</summary>
    public PromptDraft? FromBarePrompt(InputBox box)
    {
        if (box.Row != frame.CursorRow || box.Row != frame.Last || frame[box.Row].Content.Length > 1)
            return null;
        int above = box.Row - 1;
        while (above > 0 && box.Row - above < 2 && !frame.IsText(above))
            above--;
        if (PrintedMenu.FindAbove(frame, box.Row) is { } list)
            return drafter.OfLine(PromptKind.Choice, QuestionFinder.Find(frame, list.Top, false), drafter.Options(list), false, list.Top, box.Row);
        if (frame.IsAlternate && MenuFinder.Find(frame, 0, above) is { Form: OptionForm.Vertical, Selected: >= 0 } filtered && filtered.Bottom >= box.Row - 3)
            return drafter.Of("filter", PromptKind.Choice, frame[box.Row].Content.ToString(), drafter.Options(filtered), false, filtered.Top, box.Row);
        if (!frame.IsText(above) || AnswerMarks.Read(frame[above].Content) is not { } answers)
            return null;
        return IsOwnPrompt(box) || ShellPrompt.IsPastCommand(frame[above].Content) ? null : FromAnswers(frame[above].Slice(frame[above].Start, frame[above].End), answers, false, above, box.Row);
    }

    // An interpreter has shown the same sign before, with something typed behind it that answered nothing.
    private bool IsOwnPrompt(InputBox box)
    {
        for (int row = box.Row - 1; row >= 0; row--)
        {
            if (frame.IsText(row) && frame[row].Start == frame[box.Row].Start && frame[row].Content is [var sign, ' ', ..] && sign == frame[box.Row].Content[0]
                && (!frame.IsText(row - 1) || AnswerMarks.Read(frame[row - 1].Content) is null))
                return true;
        }

        return false;
    }

    // A script that prints its question as a line and then reads the answer in the next one.
    private PromptDraft? FromLineAbove(TerminalModes? modes)
    {
        int row = frame.Last;
        if (frame.IsCursorHidden || frame.IsAlternate || frame.CursorColumn > 0 || frame.CursorRow != row + 1 || !frame.IsText(row) || frame[row].Depth > 0)
            return null;
        ReadOnlySpan<char> text = frame[row].Content;
        if (!text.ContainsAny('?', '？') || AnswerMarks.Read(text) is not { } answers)
            return null;
        return FromAnswers(text.ToString(), answers, modes is { Canonical: false }, row, frame.CursorRow);
    }

    private PromptDraft FromAnswers(string question, List<AnswerMarks.Answer> answers, bool isCertain, int top, int bottom)
    {
        List<PromptOption> options = answers.ConvertAll(answer => answer.ToOption(isSentWithEnter: !frame.IsAlternate || IsInFlow(bottom)));
        bool isChoice = (answers.Count > 2 || !question.AsSpan().ContainsAny("?？؟")) && answers.TrueForAll(static answer => answer.Label.Length > 1) && rules.Classify(PromptKind.Choice, question, options).Kind == PromptKind.Choice;
        return new PromptDraft(isChoice ? PromptKind.Choice : PromptKind.Confirmation, question, options, isCertain, true, top, bottom) { Structure = Line };
    }

    // In a multiplexer, which takes the alternate screen for all that runs in it, lines follow each other. Full-screen programs ask apart from other text or in the last row.
    private bool IsInFlow(int row) =>
        frame[row].Start == 0 && (row < 2 || frame.IsText(row - 1) || frame.IsText(row - 2)) && (row == frame.Last ? row < frame.Count - 1 : CursorLine.IsBar(frame, frame.Last));

    private PromptDraft? FromLastLine()
    {
        int row = frame.Last;
        if (!frame.IsText(row) || (frame.IsCursorVisible && frame.CursorRow > row && frame.CursorColumn > 0))
            return null;
        ReadOnlySpan<char> content = frame[row].Content;
        if (rules.Find(Activity.Awaiting, RuleRegion.LastLine, new LineSource(content)) is not { Rule.Kind: { } kind } rule)
            return null;

        // The cursor has gone on to the next line: the key was pressed.
        bool isAtCursor = frame.IsCursorVisible && frame.CursorRow == row;
        if (frame.IsCursorVisible && !isAtCursor && content.SequenceEqual(_keyLine))
            return null;
        _keyLine = isAtCursor ? content.ToString() : "";
        PromptOption[] options = kind == PromptKind.KeyPress ? [new PromptOption("Enter", true, "Enter", TerminalKeys.Encode("Enter"))] : [];
        return new PromptDraft(kind, content.ToString(), options, !frame.IsCursorVisible || isAtCursor, true, row, row) { Structure = Line, Rule = rule.Name };
    }

    private PromptDraft? FromLine(CursorLine line, TerminalModes? modes)
    {
        ReadOnlySpan<char> text = line.Before.Trim();
        if (!frame.IsCursorVisible || !line.IsAtEnd || text.Length == 0 || ShellPrompt.IsNumbered(text))
            return null;
        if (!line.IsLast)
            return _menus.FromBelow(text, line);
        if (modes is { Canonical: true, Echo: false })
            return new PromptDraft(PromptKind.Secret, text.ToString(), [], true, true, line.Row, frame.CursorRow) { Structure = Line };
        if (rules.Find(Activity.Awaiting, RuleRegion.CursorLine, new LineSource(text)) is { Rule.Kind: { } ruled } rule)
            return new PromptDraft(ruled, text.ToString(), [], true, true, line.Row, frame.CursorRow) { Structure = Line, Rule = rule.Name };
        if (frame.IsTextOnly && (StatusLine.IsHelp(text) || KeyHints.Read(text) != HintKeys.None))
            return null;
        if (AnswerMarks.Read(text) is { } answers)
            return FromAnswers(Question(text), answers, true, line.Row, frame.CursorRow);
        bool isAsked = AskedLine.Is(text);
        if (isAsked && AnswerMarks.ReadAbbreviated(text) is { } letters)
            return drafter.OfLine(PromptKind.Choice, Question(text[..AnswerMarks.Opening(text)].TrimEnd()), letters.ConvertAll(static letter => letter.ToOption(true)), true, line.Row, frame.CursorRow);
        bool isOpen = text.Length > 1 && (text[^1] is '?' or ':' or '？' or '：' || HasDefault(text));
        if (!isAsked && !isOpen && !MenuPrompt.Is(text))
            return null;
        string question = Question(text);
        if (_menus.FromAbove(text, question, line) is { } menu)
            return menu;
        if (!isAsked && !isOpen)
            return null;
        bool isField = isAsked && (AskedLine.FieldStart(text) > 0 || (HasDefault(text) && rules.Classify(PromptKind.Text, text.ToString(), []).Kind == PromptKind.Text));
        PromptDraft draft = isField
            ? drafter.OfField(question, true, line.Row, frame.CursorRow)
            : drafter.OfLine(PromptKind.Text, question, [], isAsked, line.Row, frame.CursorRow);
        if (draft.Kind == PromptKind.Text && SecretAgain.Is(frame, line.Row, question, rules))
            draft = draft with { Kind = PromptKind.Secret };
        return draft with { IsCertain = isAsked || draft.Kind == PromptKind.Secret };
    }

    // "name: (my-app)" and "name? [x]" are answered by Enter alone too.
    private static bool HasDefault(ReadOnlySpan<char> text)
    {
        int open = text[^1] switch { ')' => text.LastIndexOf('('), ']' => text.LastIndexOf('['), _ => -1 };
        return open > 2 && text[open - 1] == ' ' && text[..open].TrimEnd() is [.., ':' or '?'];
    }

    private static string Question(ReadOnlySpan<char> text) => AskedLine.Is(text) ? AskedLine.Question(text) : text.ToString();
}
