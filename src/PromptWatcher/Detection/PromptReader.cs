using PromptWatcher.Environments;
using PromptWatcher.Terminal;

namespace PromptWatcher.Detection;

/// <summary>Finds the question that a frame shows, by its structure.</summary>
internal sealed class PromptReader(Screen screen, Frame frame, RuleSet rules)
{
    private const int HintRowsSearched = 14;
    private const int MostRowsBelowList = 12;

    /// <summary>Marks of a live list that must come together; more of them leave no doubt.</summary>
    private const int EnoughMarks = 2;

    /// <summary>The question in a screen without an input box of the program's own, or null.</summary>
    public PromptDraft? Read(CursorLine line, TerminalModes? modes, bool isTitleAwaiting) =>
        FromList(isTitleAwaiting) ?? FromButtons() ?? FromBoxedText(frame.CursorRow) ?? FromLastLine() ?? FromLine(line, modes) ?? FromPanel();

    /// <summary>A text field in a dialog, or null when the box is one in which a person writes on their own accord.</summary>
    public PromptDraft? FromField(InputBox box) =>
        FromBoxedText(frame.CursorRow) ?? (FromButtons() is { } dialog && dialog.Top > box.Top && dialog.Bottom <= box.Bottom ? dialog : null);

    // A text field in a box of its own, with a question above and a hint how to send it.
    private PromptDraft? FromBoxedText(int row)
    {
        if (!frame.IsCursorVisible && (!frame.IsText(row) || !Glyphs.IsInputGlyph(frame[row].Content[0])))
            return null;
        if (InputBoxFinder.BlockAt(frame, row) is not (int top, int bottom) || (Hints(row + 1, bottom) & HintKeys.Enter) == 0)
            return null;
        string question = QuestionFinder.Find(frame, row, false);
        return question.Length == 0 ? null : Draft(PromptKind.Text, question, [], true, false, top, bottom);
    }

    private PromptDraft? FromList(bool isTitleAwaiting)
    {
        OptionList? list = MenuFinder.Find(frame, 0, frame.Last);
        if (list is null)
            return null;
        HintKeys hints = HintsBelow(list) | Hints(list.Top - 1, list.Top - 1);
        int marks = Marks(list, hints);
        if (marks > 0 && isTitleAwaiting)
            marks += EnoughMarks;
        if (marks < EnoughMarks)
            return null;
        string question = QuestionFinder.Find(frame, list.Top, false);
        List<PromptOption> options = OptionReader.Read(frame, list, hints, screen.IsApplicationCursorKeys);
        return Draft(PromptKind.Choice, question, options, marks > EnoughMarks, false, list.Top, list.Bottom);
    }

    // What tells a list that waits from one that was printed.
    private int Marks(OptionList list, HintKeys hints)
    {
        if (frame.IsCursorVisible && frame.CursorRow > list.Bottom && frame.IsText(frame.CursorRow) && frame[frame.CursorRow].Depth == 0)
            return 0;
        int plain = 0;
        for (int row = list.Bottom + 1; row <= frame.Last; row++)
            plain += frame[row].Kind == RowKind.Text && KeyHints.Read(frame[row].Content) == HintKeys.None ? 1 : 0;
        int selected = list.Selected;
        if (plain > MostRowsBelowList || ((selected < 0 || list.IsHighlighted) && (hints & HintKeys.Arrows) == 0))
            return 0;
        int marks = (hints & HintKeys.Answer) != 0 ? 2 : 0;
        bool isCursorBelow = frame.IsCursorVisible && frame.CursorRow > list.Bottom && !frame.IsAlternate;
        marks += !frame.IsCursorVisible ? 1 : isCursorBelow ? -2 : 0;
        marks += frame[list.Top].Depth > 0 ? 1 : 0;
        marks += frame.IsAlternate && list.Form == OptionForm.Vertical ? 1 : 0;
        marks += frame.CursorRow >= list.Top && frame.CursorRow <= list.Bottom ? 1 : 0;
        if (selected >= 0 && list.Items.Count > 1)
        {
            OptionSpan one = list.Items[selected], other = list.Items[selected == 0 ? 1 : selected - 1];
            marks += frame.StyleAt(one.Row, one.Start) != frame.StyleAt(other.Row, other.Start) ? 1 : 0;
        }

        return marks;
    }

    private PromptDraft? FromButtons()
    {
        OptionList? list = ButtonFinder.Find(frame);
        if (list is null)
            return null;
        bool isToggle = frame[list.Top].Depth == 0 && !frame.IsAlternate;
        string question = isToggle && list.Top == list.Bottom && frame[list.Top].Text.IndexOf(" › ") is var cut and > 0
            ? frame[list.Top].Slice(frame[list.Top].Start, cut).TrimStart('?', ' ')
            : QuestionFinder.Find(frame, list.Top, true);
        HintKeys hints = Hints(list.Top, list.Bottom + HintRowsSearched);
        if (list.Selected < 0)
            return frame.IsCursorVisible && question.Length > 0 ? Draft(PromptKind.Text, question, [], true, false, list.Top, list.Bottom) : null;
        List<PromptOption> options = OptionReader.Read(frame, list, hints, screen.IsApplicationCursorKeys);
        PromptKind kind = options.Count == 1 ? PromptKind.KeyPress : PromptKind.Choice;
        return Draft(kind, question, options, true, false, list.Top, list.Bottom);
    }

    private PromptDraft? FromLastLine()
    {
        int row = frame.Last;
        if (!frame.IsText(row) || (frame.IsCursorVisible && frame.CursorRow > row && frame.CursorColumn > 0))
            return null;
        ReadOnlySpan<char> content = frame[row].Content;
        if (rules.Find(Activity.Awaiting, RuleRegion.LastLine, new LineSource(content)) is not { Kind: { } kind })
            return null;
        PromptOption[] options = kind == PromptKind.KeyPress ? [new PromptOption("Enter", true, "Enter", TerminalKeys.Encode("Enter"))] : [];
        return new PromptDraft(kind, content.ToString(), options, !frame.IsCursorVisible || frame.CursorRow == row, true, row, row);
    }

    private PromptDraft? FromLine(CursorLine line, TerminalModes? modes)
    {
        ReadOnlySpan<char> text = line.Before.Trim();
        if (!frame.IsCursorVisible || !line.IsAtEnd || !line.IsLast || text.Length == 0)
            return null;
        if (modes is { Canonical: true, Echo: false })
            return new PromptDraft(PromptKind.Secret, text.ToString(), [], true, true, line.Row, frame.CursorRow);
        if (rules.Find(Activity.Awaiting, RuleRegion.CursorLine, new LineSource(text)) is { Kind: { } ruled })
            return new PromptDraft(ruled, text.ToString(), [], true, true, line.Row, frame.CursorRow);
        bool isAsked = text.Length > 2 && text[0] == '?' && text[1] == ' ';
        string question = Question(text, isAsked);
        if (AnswerMarks.Read(text) is { } answers)
            return new PromptDraft(PromptKind.Confirmation, question, Answers(answers), true, true, line.Row, frame.CursorRow);
        bool isOpen = text.Length > 1 && text[^1] is '?' or ':' or '？' or '：';
        if (!isAsked && !isOpen)
            return null;
        if (MenuFinder.FindPlain(frame, line.Row) is { } list)
        {
            List<PromptOption> options = OptionReader.Read(frame, WithDefault(list, text), HintKeys.None, screen.IsApplicationCursorKeys);
            return Draft(PromptKind.Choice, question, options, true, true, list.Top, frame.CursorRow);
        }

        PromptDraft draft = Draft(PromptKind.Text, question, [], isAsked, true, line.Row, frame.CursorRow);
        return draft with { IsCertain = isAsked || draft.Kind == PromptKind.Secret };
    }

    private static string Question(ReadOnlySpan<char> text, bool isAsked)
    {
        if (!isAsked)
            return text.ToString();
        text = text[1..].TrimStart();
        int input = text.IndexOf(" › ");
        return (input > 0 ? text[..input] : text.TrimEnd('›')).Trim().ToString();
    }

    private List<PromptOption> Answers(List<(string Label, bool IsDefault)> answers) => answers.ConvertAll(answer =>
    {
        string key = answer.Label is ['^', var letter] ? "Ctrl+" + char.ToUpperInvariant(letter) : answer.Label.ToLowerInvariant();
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

    // A panel that only says which keys answer it.
    private PromptDraft? FromPanel()
    {
        int row = frame.Last;
        while (row > 0 && frame[row].Kind != RowKind.Text)
            row--;
        if (frame.IsCursorVisible || row < 0 || frame[row].Depth == 0 || InputBoxFinder.BlockAt(frame, row) is not (int top, int bottom))
            return null;
        if ((KeyHints.Read(frame[row].Content) & (HintKeys.Enter | HintKeys.Escape)) != (HintKeys.Enter | HintKeys.Escape))
            return null;
        string question = QuestionFinder.Find(frame, row, true);
        return question.Length == 0 ? null : Draft(PromptKind.KeyPress, question, [Key("Enter"), Key("Esc")], false, false, top, bottom);
    }

    private static PromptOption Key(string name) => new(name, name == "Enter", name, TerminalKeys.Encode(name));

    private PromptDraft Draft(PromptKind kind, string question, IReadOnlyList<PromptOption> options, bool isCertain, bool isLine, int top, int bottom) =>
        new(rules.Classify(kind, question, options), question, options, isCertain, isLine, top, bottom);

    // Hints belong to a list while no other frame begins between them.
    private HintKeys HintsBelow(OptionList list)
    {
        int end = list.Bottom + 1;
        while (end <= Math.Min(frame.Last, list.Bottom + HintRowsSearched) && (frame[list.Top].Depth > 0 || frame[end].Depth == 0))
            end++;
        return Hints(list.Bottom + 1, end - 1);
    }

    private HintKeys Hints(int from, int to)
    {
        HintKeys keys = HintKeys.None;
        for (int row = Math.Max(from, 0); row <= Math.Min(to, frame.Last); row++)
        {
            if (frame[row].Kind == RowKind.Text)
                keys |= KeyHints.Read(frame[row].Content);
        }

        return keys;
    }
}
