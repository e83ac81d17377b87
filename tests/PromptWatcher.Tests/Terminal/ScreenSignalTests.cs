using PromptWatcher.Environments;
using PromptWatcher.Terminal;

namespace PromptWatcher.Tests.Terminal;

public class ScreenSignalTests
{
    [Theory]
    [InlineData("\e]0;one\a\e]2;two\e\\", "two")]
    [InlineData("\e]2;✳ Claude Code\a", "✳ Claude Code")]
    [InlineData("\e]1;icon\a", "")]
    [InlineData("\e]0;a\u0085b\a", "ab")]
    [InlineData("\e]0;one\a\e[22;0t\e]0;two\a\e[23;0t", "one")]
    [InlineData("\e]0;one\a\e[23t", "one")]
    public void Title_AfterOutput_IsTheLastOne(string output, string expected) =>
        Assert.Equal(expected, TerminalText.Screen(20, 3, output).Title);

    [Fact]
    public void Title_TooLong_IsCut() =>
        Assert.Equal(4_096, TerminalText.Screen(20, 3, "\e]0;" + new string('x', 6_000) + "\a").Title.Length);

    [Theory]
    [InlineData("\e]9;4;1;42\a", ProgressKind.Normal, 42)]
    [InlineData("\e]9;4;1;420\a", ProgressKind.Normal, 100)]
    [InlineData("\e]9;4;1;42\a\e]9;4;2\a", ProgressKind.Error, 42)]
    [InlineData("\e]9;4;3\a", ProgressKind.Indeterminate, 0)]
    [InlineData("\e]9;4;4;10\a", ProgressKind.Warning, 10)]
    [InlineData("\e]9;4;1;42\a\e]9;4;0\a", ProgressKind.None, 0)]
    [InlineData("\e]9;4;1;42\a\e]9;4;9\a", ProgressKind.Normal, 42)]
    public void Progress_AfterReport_SaysSo(string output, ProgressKind kind, int percent) =>
        Assert.Equal(new ProgressState(kind, percent), TerminalText.Screen(20, 3, output).Progress);

    [Theory]
    [InlineData("\e]9;Claude needs your permission\a", "Claude needs your permission")]
    [InlineData("\e]9;5 files done\a", "5 files done")]
    [InlineData("\e]9;1;200\a", null)]
    [InlineData("\e]9;4;1;42\a", null)]
    [InlineData("\e]777;notify;Title;Body\a", "Title;Body")]
    [InlineData("\e]777;precmd\a", null)]
    [InlineData("\e]99;;Hello\e\\", "Hello")]
    [InlineData("\e]99;i=1:d=0:p=title;Hello\e\\", "Hello")]
    [InlineData("\e]99;i=1:p=?;\e\\", null)]
    [InlineData("\e]99;i=1:p=close;x\e\\", null)]
    public void Notification_AfterOutput_IsItsText(string output, string? expected)
    {
        Screen screen = TerminalText.Screen(20, 3, output);

        Assert.Equal(expected, screen.Notification);
        Assert.Equal(expected is null ? 0 : 1, screen.NotificationCount);
    }

    [Theory]
    [InlineData("\e]133;A\a", ShellMarkKind.PromptStart, 0, 0, null)]
    [InlineData("\e]133;A;cl=m\a$ \e]133;B\a", ShellMarkKind.CommandStart, 0, 2, null)]
    [InlineData("\e]633;C\a", ShellMarkKind.Executing, 0, 0, null)]
    [InlineData("\e]133;D\a", ShellMarkKind.Finished, 0, 0, null)]
    [InlineData("\e]133;D;130\a", ShellMarkKind.Finished, 0, 0, 130)]
    [InlineData("\e]633;D;0\a", ShellMarkKind.Finished, 0, 0, 0)]
    [InlineData("\e]633;E;rm -rf\a", ShellMarkKind.None, 0, 0, null)]
    [InlineData("$ \e]133;B\a\n\n\n\n", ShellMarkKind.CommandStart, -2, 2, null)]
    public void LastShellMark_AfterOutput_StandsWhereTheCursorStood(
        string output, ShellMarkKind kind, int row, int column, int? exitCode) =>
        Assert.Equal(new ShellMark(kind, row, column, exitCode), TerminalText.Screen(20, 3, output).LastShellMark);

    [Fact]
    public void Modes_SetAndReset_Show()
    {
        Screen screen = TerminalText.Screen(20, 3, "\e[?1;25;1002;1004;1006;2004;2026;2031h\e[?25l\e=\e[5 q");

        Assert.True(screen.IsApplicationCursorKeys && screen.IsMouseTracking && screen.IsFocusReporting && screen.IsSgrMouse);
        Assert.True(screen.IsBracketedPaste && screen.IsSynchronizing && screen.IsColorSchemeReporting && screen.IsApplicationKeypad);
        Assert.False(screen.IsCursorVisible);
        Assert.Equal(5, screen.CursorShape);

        screen.Write("\e[?1;1002;1004;1006;2004;2026;2031l\e[?25h\e>");

        Assert.False(screen.IsApplicationCursorKeys || screen.IsMouseTracking || screen.IsFocusReporting || screen.IsSgrMouse);
        Assert.False(screen.IsBracketedPaste || screen.IsSynchronizing || screen.IsColorSchemeReporting || screen.IsApplicationKeypad);
        Assert.True(screen.IsCursorVisible);
    }

    [Fact]
    public void BellCount_BellsInTextAndInTitles_CountsTheFirst() =>
        Assert.Equal(2, TerminalText.Screen(20, 3, "\a\e]0;title\a\a").BellCount);

    [Fact]
    public void RowVersion_OneRowWritten_OnlyItGrows()
    {
        Screen screen = TerminalText.Screen(20, 3, "a\r\nb\r\nc");
        long version = screen.Version;
        long[] rows = [screen.RowVersion(0), screen.RowVersion(1), screen.RowVersion(2)];

        screen.Write("\e[2;3Hx");

        Assert.True(screen.Version > version);
        Assert.Equal(rows[0], screen.RowVersion(0));
        Assert.InRange(screen.RowVersion(1), version + 1, screen.Version);
        Assert.Equal(rows[2], screen.RowVersion(2));
    }

    [Theory]
    [InlineData("\e[3H\n", 1)]
    [InlineData("\e[S", 1)]
    [InlineData("\e[T", -1)]
    public void RowVersion_ScreenScrolls_GoesWithTheRow(string output, int shift)
    {
        Screen screen = TerminalText.Screen(20, 3, "a\r\nb\r\nc");
        long version = screen.Version;
        long[] rows = [screen.RowVersion(0), screen.RowVersion(1), screen.RowVersion(2)];

        screen.Write(output);

        Assert.All(Enumerable.Range(0, 3), row =>
        {
            if (row + shift is >= 0 and < 3)
                Assert.Equal(rows[row + shift], screen.RowVersion(row));
            else
                Assert.True(screen.RowVersion(row) > version);
        });
        Assert.True(screen.Version > version);
    }

    [Fact]
    public void RowVersion_AlternateScreenAndBack_IsOfTheRowThatShows()
    {
        Screen screen = TerminalText.Screen(20, 1, "a");
        long primary = screen.RowVersion(0);

        screen.Write("\e[?1049h");
        long alternate = screen.RowVersion(0);
        screen.Write("\e[?1049l");

        Assert.NotEqual(primary, alternate);
        Assert.Equal(primary, screen.RowVersion(0));
    }

    [Fact]
    public void LastShellMark_AfterResize_StaysOnItsLine()
    {
        Screen screen = TerminalText.Screen(20, 4, "a\r\nb\r\n$ \e]133;B\a\r\nd");

        screen.Resize(new TerminalSize(20, 2));
        Assert.Equal(0, screen.LastShellMark.Row);
        screen.Resize(new TerminalSize(20, 4));
        Assert.Equal(2, screen.LastShellMark.Row);
    }

    [Theory]
    [InlineData("\e[H", true)]
    [InlineData("\e[?25l", true)]
    [InlineData("\n", true)]
    [InlineData("\e[2J", true)]
    [InlineData("\e[?1049h", true)]
    [InlineData("\e[31m", false)]
    [InlineData("\e]0;title\a", false)]
    [InlineData("\e[c", false)]
    [InlineData("", false)]
    public void Version_AfterOutput_GrowsWithWhatShows(string output, bool grows)
    {
        Screen screen = TerminalText.Screen(20, 3, "a\r\nb\r\nc");
        long version = screen.Version;

        screen.Write(output);

        Assert.Equal(grows, screen.Version > version);
    }
}
