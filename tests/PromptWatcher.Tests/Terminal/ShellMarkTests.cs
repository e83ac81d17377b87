using PromptWatcher.Environments;
using PromptWatcher.Terminal;

namespace PromptWatcher.Tests.Terminal;

public class ShellMarkTests
{
    [Theory]
    [InlineData("\e]133;A\a", ShellMarkKind.PromptStart, 0, 0, null)]
    [InlineData("\e]133;A;cl=m\a$ \e]133;B\a", ShellMarkKind.CommandStart, 0, 2, null)]
    [InlineData("\e]633;C\a", ShellMarkKind.Executing, 0, 0, null)]
    [InlineData("\e]133;D\a", ShellMarkKind.Finished, 0, 0, null)]
    [InlineData("\e]133;D;130\a", ShellMarkKind.Finished, 0, 0, 130)]
    [InlineData("\e]633;D;0\a", ShellMarkKind.Finished, 0, 0, 0)]
    [InlineData("\e]133;D;1;aid=7\a", ShellMarkKind.Finished, 0, 0, 1)]
    [InlineData("\e]133;D;err=x\a", ShellMarkKind.Finished, 0, 0, null)]
    [InlineData("\e]133;N;aid=7\a", ShellMarkKind.PromptStart, 0, 0, null)]
    [InlineData("> \e]133;P;k=c\a", ShellMarkKind.PromptStart, 0, 2, null)]
    [InlineData("\e]133;I\a", ShellMarkKind.CommandStart, 0, 0, null)]
    [InlineData("ab\e]133;L\a", ShellMarkKind.None, 0, 0, null)]
    [InlineData("\e]633;P;IsWindows=True\a", ShellMarkKind.None, 0, 0, null)]
    [InlineData("\e]633;N\a", ShellMarkKind.None, 0, 0, null)]
    [InlineData("\e]633;E;rm -rf\a", ShellMarkKind.None, 0, 0, null)]
    [InlineData("$ \e]133;B\a\n\n\n\n", ShellMarkKind.CommandStart, -2, 2, null)]
    public void LastShellMark_AfterOutput_StandsWhereTheCursorStood(
        string output, ShellMarkKind kind, int row, int column, int? exitCode) =>
        Assert.Equal(new ShellMark(kind, row, column, exitCode), TerminalText.Screen(20, 3, output).LastShellMark);

    [Fact]
    public void LastShellMark_AfterResize_StaysOnItsLine()
    {
        Screen screen = TerminalText.Screen(20, 4, "a\r\nb\r\n$ \e]133;B\a\r\nd");

        screen.Resize(new TerminalSize(20, 2));
        Assert.Equal(0, screen.LastShellMark.Row);
        screen.Resize(new TerminalSize(20, 4));
        Assert.Equal(2, screen.LastShellMark.Row);
    }

    [Fact]
    public void RowMarks_ScreenScrolls_MoveWithTheirRows()
    {
        Screen screen = TerminalText.Screen(20, 4, "\e]133;A\a$ \e]133;B\als\r\n\e]133;C\afile\r\n\e]133;D;0\a\e]133;A\a");

        Assert.Equal(ShellMarks.PromptStart | ShellMarks.CommandStart, screen.RowMarks(0));
        Assert.Equal(ShellMarks.Executing, screen.RowMarks(1));
        Assert.Equal(ShellMarks.Finished | ShellMarks.PromptStart, screen.RowMarks(2));

        screen.Write("\r\n\n");
        Assert.Equal(ShellMarks.Executing, screen.RowMarks(0));
        Assert.Equal(ShellMarks.None, screen.RowMarks(3));

        screen.Write("\e[2J");
        Assert.Equal(ShellMarks.None, screen.RowMarks(0));
    }

    [Theory]
    [InlineData("\e]7;file://box/home/a%20b\a", "box", "/home/a b")]
    [InlineData("\e]7;file:///tmp\e\\", null, "/tmp")]
    [InlineData("\e]7;file:///caf%C3%A9\a", null, "/café")]
    [InlineData("\e]9;9;\"C:\\src\"\a", null, "C:\\src")]
    [InlineData("\e]1337;CurrentDir=/tmp\a", null, "/tmp")]
    [InlineData("\e]633;P;Cwd=C:\\\\src\\x3b1\a", null, "C:\\src;1")]
    public void WorkingDirectory_Reported_IsRead(string output, string? host, string path) =>
        Assert.Equal(new WorkingDirectory(host, path), TerminalText.Screen(20, 3, output).WorkingDirectory);

    [Theory]
    [InlineData("")]
    [InlineData("\e]7;http://box/home\a")]
    [InlineData("\e]7;file://box\a")]
    [InlineData("\e]7;file://bo x/tmp\a")]
    [InlineData("\e]7;file:///a%0ab\a")]
    [InlineData("\e]7;file:///a%ff\a")]
    [InlineData("\e]7;file:///a%2\a")]
    [InlineData("\e]7;file:///a%zz\a")]
    [InlineData("\e]7;\a")]
    [InlineData("\e]9;9;\a")]
    public void WorkingDirectory_NoFolder_IsNull(string output) =>
        Assert.Null(TerminalText.Screen(20, 3, output).WorkingDirectory);

    [Fact]
    public void WorkingDirectory_TooLong_IsNull() =>
        Assert.Null(TerminalText.Screen(20, 3, "\e]7;file:///" + new string('x', 5_000) + "\a").WorkingDirectory);

    [Theory]
    [InlineData("\e]633;E;ls -l;1f\a", "ls -l", "1f")]
    [InlineData("\e]633;E;ls\a", "ls", null)]
    [InlineData("\e]633;E;a\\x3b b\\x0a\\\\c\\q;n\a", "a; b\\c\\q", "n")]
    [InlineData("\e]633;E;one\a\e]633;E;two\a", "two", null)]
    public void ShellCommand_Reported_IsRead(string output, string line, string? nonce) =>
        Assert.Equal(new ShellCommand(line, nonce), TerminalText.Screen(20, 3, output).ShellCommand);

    [Fact]
    public void ShellCommand_NoneReported_IsNull() => Assert.Null(TerminalText.Screen(20, 3, "\e]633;E\a").ShellCommand);

    [Fact]
    public void LastShellMark_AfterAFullReset_IsNone() =>
        Assert.Equal(ShellMarkKind.None, TerminalText.Screen(20, 3, "$ \e]133;B\a\ec").LastShellMark.Kind);
}
