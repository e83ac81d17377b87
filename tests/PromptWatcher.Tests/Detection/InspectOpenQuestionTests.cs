using PromptWatcher.Detection;

namespace PromptWatcher.Tests.Detection;

/// <summary>Questions whose line is still open, and those whose answers are abbreviated in it or listed below.</summary>
public class InspectOpenQuestionTests
{
    [Theory]
    [InlineData("Pick a fruit", "*Apple Enter|Pear Down Enter|Plum Down Down Enter", "? Pick a fruit … ▮\n\e[4;36mApple\e[0m\nPear\nPlum")]
    [InlineData("Pick a fruit", "Apple Up Enter|*Pear Enter", "✔ Ready? · Yes\n? Pick a fruit …\n  Apple\n  \e[4;36mPear\e[0m")]
    [InlineData("Sort them", "", "? Sort them …  (Use <shift>+<up/down> to sort)\n  \e[4;36mHigh\e[0m\n  Low")]
    [InlineData("Rate it", "", "? Rate it …\n\n   1 - Bad\n   2 - Good\n\n            1    2\n Speed      ◯ ───◯")]
    [InlineData("Warn me?", "*No Enter|Yes Right Enter", "? Warn me? ‣ \e[4;36mNo\e[0m / Yes")]
    [InlineData("Pick colours", "*Red Enter|Blue Down Enter", "✔ Name … blog\n? Pick colours › \nInstructions:\n    ↑/↓: Highlight option\n    enter/return: Complete answer\n\nFiltered results for: Enter something to filter\n\n\e[36m❯ Red\e[0m\n  Blue")]
    public void Inspect_OpenLine_AsksWithWhatStandsBelow(string question, string options, string screen) => AssertAsks(question, options, screen);

    [Theory]
    [InlineData("Conflict in app.js", "y y Enter|d d Enter|x x Enter|*H h Enter", "? Conflict in app.js (ydxH) ▮")]
    [InlineData("Overwrite it?", "*Y y Enter|a a Enter|h h Enter", "? Overwrite it? (Yah) ▮")]
    [InlineData("Conflict in app.js", "y y Enter|d d Enter|x x Enter|*H h Enter", "? Conflict in app.js [ydxH] ▮")]
    [InlineData("Overwrite (app.js)", "y y Enter|d d Enter|x x Enter|*H h Enter", "? Overwrite (app.js) [ydxH] ▮")]
    [InlineData("The file is there. Overwrite it?", "Do it y Enter|Do all a Enter|Leave it x Enter", "? The file is there. Overwrite it? h▮\n  y) Do it\n  a) Do all\n  x) Leave it")]
    [InlineData("Conflict in app.js", "Do it y Enter|Leave it x Enter", "? Conflict in app.js (yxH)\n  y) Do it\n  x) Leave it\n  Answer: ▮")]
    [InlineData("Pick a place", "Test 1 Enter|*Live 2 Enter|Local 3 Enter", "? Pick a place\n  1) Test\n  \e[36m2) Live\e[0m\n  3) Local\n  Answer: ▮")]
    [InlineData("?#", "Yes 1 Enter|No 2 Enter|Not now 3 Enter", "~/src on main\n❯ select x in Yes No 'Not now'; do break; done\n1) Yes     2) No     3) Not now\n?# ▮")]
    [InlineData("Pick one:", "One 1 Enter|Two 2 Enter|Three 3 Enter|Four 4 Enter", "Pick one:\n1) One    3) Three\n2) Two    4) Four\n#? ▮")]
    [InlineData("Pick one:", "One 1 Enter|Two 2 Enter", "Pick one:\n1) One    7) of ten\n2) Two    4) of ten\n#? ▮")]
    [InlineData("Update>>", "", "           staged     unstaged path\n  1:    unchanged        +1/-1 app.js\nUpdate>> ▮")]
    [InlineData("What now>", "status 1 Enter|update 2 Enter|quit 3 Enter|help 4 Enter", "*** Commands ***\n  1: status    2: update\n  3: quit      4: help\nWhat now> ▮")]
    [InlineData("Select a country whose clocks agree with yours.", "One 1 Enter|Two 2 Enter", "dev@host:~$ zone\nFind a place.\nSelect a country whose clocks agree with yours.\n1) One\n2) Two\n#? ▮")]
    [InlineData("Press <enter> to keep the current choice[*], or type selection number:", "*/usr/bin/one 0 Enter|/usr/bin/two 1 Enter",
        "  Selection    Path            Priority\n---------------------------------------\n* 0            /usr/bin/one    5\n  1            /usr/bin/two    5\n\nPress <enter> to keep the current choice[*], or type selection number: ▮")]
    public void Inspect_AnswersThatAreTyped_AreOptions(string question, string options, string screen) => AssertAsks(question, options, screen);

    [Theory]
    [InlineData("Where?", "*north Enter|south Right Enter", "Where?\n\n▮\e[7m north \e[0m  south ")]
    [InlineData("Pick a region:", "eu Left Enter|*us Enter|asia Right Enter", "Where? north\n\nPick a region:\n\neu  ▮\e[42mus\e[0m  asia")]
    public void Inspect_LitWordUnderTheCursor_IsSelected(string question, string options, string screen) => AssertAsks(question, options, screen);

    [Theory]
    [InlineData("? Which shell (bash) ▮", PromptKind.Text)]
    [InlineData("? Which one (Bash) ▮", PromptKind.Text)]
    [InlineData("? How many copies? (3) ▮", PromptKind.Text)]
    [InlineData("? Sind es mehrere? (3) ▮", PromptKind.Text)]
    [InlineData("? Go on? (yes) ▮", PromptKind.Confirmation)]
    [InlineData("Press Enter to go on: ▮", PromptKind.KeyPress)]
    public void Inspect_OtherRemarksBehindAQuestion_AreNoAnswers(string screen, PromptKind kind) =>
        Assert.Equal(kind, PromptDetector.Inspect(Still.Of(screen)).Prompt!.Kind);

    [Theory]
    [InlineData("Pick a region:\n\neu  \e[42mus\e[0m  asia\nTypeError: not a function\n\nNode.js v20\n▮")]
    [InlineData("✔ Pick a fruit … Apple\n\e[4mlog\e[0m\nmore")]
    [InlineData("? Pick a fruit … Apple\n\e[4mlog\e[0m\nmore\n▮")]
    public void Inspect_ListThatTheProgramHasLeft_IsNotAwaiting(string screen) =>
        Assert.NotEqual(Activity.Awaiting, PromptDetector.Inspect(Still.Of(screen)).Activity);

    [Theory]
    [InlineData("Pick a date", "┌──────────────────────────┐\n│ Pick a date              │\n│  Month        Year       │\n│  ┌─────────┐┌─────────┐  │\n│  │January  ││2026     │  │\n│  └─────────┘└─────────┘  │\n│  ┌────↑(-)────────────┐  │\n│  │ Sun Mon Tue Wed    │  │\n│  │  1   2   3   4     │  │\n│  └────↓(+)────────────┘  │\n├──────────────────────────┤\n│  \e[44m<  ▮OK  >\e[0m  <Cancel>      │\n└──────────────────────────┘")]
    [InlineData("The machine starts anew", "┌──────────────────────────┐\n│ The machine starts anew  │\n│                          │\n│                          │\n│                          │\n│  ┌────────────────────┐  │\n│  │         5          │  │\n│  └────────────────────┘  │\n├──────────────────────────┤\n│  \e[44m<  OK  >\e[0m  <Cancel>      │\n└──────────────────────────┘")]
    public void Inspect_BoxesInsideADialog_AreNotItsQuestion(string question, string screen) =>
        Assert.Equal(question, PromptDetector.Inspect(Still.Of(screen)).Prompt!.Question);

    private static void AssertAsks(string question, string options, string screen)
    {
        AgentState state = PromptDetector.Inspect(Still.Of(screen));
        Assert.Equal(Activity.Awaiting, state.Activity);
        Assert.Equal(question, state.Prompt!.Question);
        Assert.Equal(options, string.Join('|', state.Prompt.Options.Select(o => $"{(o.IsSelected ? "*" : "")}{o.Label} {o.KeyNames}")));
    }
}
