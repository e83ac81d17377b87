namespace PromptWatcher.Detection;

/// <summary>Reads questions whose numbered or lettered answers are printed above or below the line in which one of them is typed.</summary>
internal sealed class PrintedMenuReader(Frame frame, RuleSet rules, PromptDrafter drafter)
{
    /// <summary>"Press Enter to keep the current one, or type its number:" below a table of them; or null.</summary>
    public PromptDraft? FromTable(CursorLine line)
    {
        ReadOnlySpan<char> text = line.Before.Trim();
        if (!frame.IsCursorVisible || !line.IsAtEnd || !line.IsLast || text is not [.., ':' or '：'] || PrintedTable.FindAbove(frame, line.Row) is not { } list)
            return null;
        return drafter.OfLine(PromptKind.Choice, text.ToString(), drafter.Options(list), true, list.Top, frame.CursorRow);
    }

    /// <summary>The answers above an open line, or null.</summary>
    public PromptDraft? FromAbove(ReadOnlySpan<char> text, string question, CursorLine line)
    {
        if (PrintedMenu.FindAbove(frame, line.Row) is { } list)
        {
            List<PromptOption> options = drafter.Options(WithDefault(list, text));
            string asked = AskedLine.Above(frame, list.Top) >= 0 ? QuestionFinder.Find(frame, list.Top, false)
                : !QuestionFinder.HasWords(question) && IsAnnounced(list.Top) && QuestionFinder.RightAbove(frame, list.Top) is { Length: > 0 } announced ? announced
                : question;
            return drafter.OfLine(PromptKind.Choice, asked, options, true, list.Top, frame.CursorRow);
        }

        if (MenuPrompt.Is(text))
            return text.EndsWith(">>") && PrintedMenu.EndsAbove(frame, line.Row) ? drafter.OfLine(PromptKind.Choice, question, [], true, line.Row, frame.CursorRow) : null;
        List<PromptOption> letters = PrintedMenu.Letters(frame, line.Row, DefaultOf(text));
        if (letters.Count == 0)
            return null;
        int top = line.Row - letters.Count, above = AskedLine.Above(frame, top);
        return drafter.OfLine(PromptKind.Choice, above < 0 ? question : AskedLine.Question(WithoutAnswer(frame[above].Content)), letters, true, top, frame.CursorRow);
    }

    /// <summary>The answers below a line that asks, with the cursor behind it; or null.</summary>
    public PromptDraft? FromBelow(ReadOnlySpan<char> text, CursorLine line)
    {
        if (!AskedLine.Is(text))
            return null;
        if (PrintedMenu.LettersBelow(frame, frame.CursorRow) is { Count: > 0 } letters)
            return drafter.OfLine(PromptKind.Choice, AskedLine.Question(WithoutAnswer(text)), letters, true, line.Row, frame.Last);
        if (PrintedMenu.FindBelow(frame, frame.CursorRow) is not { } list)
            return null;
        return drafter.OfLine(PromptKind.Choice, AskedLine.Question(text), drafter.Options(list), true, line.Row, list.Bottom);
    }

    // The line right above a list announces it, unless it is the command that printed it, or asked for a secret that was not shown.
    private bool IsAnnounced(int top) =>
        !(frame.IsText(top - 1) && (ShellPrompt.IsPastCommand(frame[top - 1].Content) || rules.Classify(PromptKind.Text, frame[top - 1].Content.ToString(), []).Kind == PromptKind.Secret));

    // Behind "Overwrite it?" and "Conflict (yaxH)", what was typed already.
    private static ReadOnlySpan<char> WithoutAnswer(ReadOnlySpan<char> text)
    {
        int end = text[2..].LastIndexOfAny('?', '(') + 2;
        return end < 2 ? text : text[end] == '(' ? text[..end].TrimEnd() : text[..(end + 1)];
    }

    // What Enter alone takes: "(default p)", "[1]".
    private static string DefaultOf(ReadOnlySpan<char> text)
    {
        ReadOnlySpan<char> inside = text.TrimEnd(" :?)]");
        return text.ContainsAny('(', '[') ? inside[(inside.LastIndexOfAny(" =:#([") + 1)..].ToString() : "";
    }

    // The number that Enter alone takes stands behind the question, or its entry has a colour of its own.
    private OptionList WithDefault(OptionList list, ReadOnlySpan<char> text)
    {
        list.Select(int.TryParse(DefaultOf(text), out int number) ? list.Items.FindIndex(item => item.Number == number)
            : list.OddOne(frame, static (frame, item) => frame.StyleAt(item.Row, item.Start)));
        return list;
    }
}
