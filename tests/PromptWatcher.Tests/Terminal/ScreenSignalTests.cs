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
    [InlineData("\e]0;one\a\e[22;2t\e]0;two\a\e[23;1t", "two")]
    [InlineData("\e]0;a\u202eb\u200bc\u2066\ufeffd\a", "abcd")]
    [InlineData("\e]0;👩‍💻 \u2733\ufe0f\a", "👩‍💻 \u2733\ufe0f")]
    [InlineData("\e]0;one\a\e]2;\a", "")]
    [InlineData("\e]0;one\a\e]2\a", "one")]
    public void Title_AfterOutput_IsTheLastOne(string output, string expected) =>
        Assert.Equal(expected, TerminalText.Screen(20, 3, output).Title);

    [Theory]
    [InlineData(6_000)]
    [InlineData(60_000)]
    public void Title_TooLong_IsCut(int length) =>
        Assert.Equal(4_096, TerminalText.Screen(20, 3, "\e]0;" + new string('x', length) + "\a").Title.Length);

    [Fact]
    public void Title_MorePushedThanKept_TheOldestAreLost()
    {
        Screen screen = TerminalText.Screen(20, 3);
        for (int i = 0; i < 14; i++)
            screen.Write($"\e]0;{i}\a\e[22t");

        var titles = new List<string>();
        for (int i = 0; i < 12; i++)
        {
            screen.Write("\e[23t");
            titles.Add(screen.Title);
        }

        Assert.Equal(["13", "12", "11", "10", "9", "8", "7", "6", "5", "4", "4", "4"], titles);
    }

    [Theory]
    [InlineData("\e]52;c;QUJD\a", 1, 0)]
    [InlineData("\e]52;;?\a\e]52;c;?\e\\", 0, 2)]
    [InlineData("\e]1337;Copy=:QUJD\a", 1, 0)]
    [InlineData("\e]52\a", 0, 0)]
    public void Clipboard_WrittenOrAskedFor_IsCountedAndNothingElse(string output, int writes, int queries)
    {
        Screen screen = TerminalText.Screen(20, 3, output);

        Assert.Equal((writes, queries), (screen.ClipboardWriteCount, screen.ClipboardQueryCount));
        Assert.Equal("", screen.Replied());
    }

    [Fact]
    public void Clipboard_LongerThanAnyStringKept_IsCounted() =>
        Assert.Equal(1, TerminalText.Screen(20, 3, "\e]52;c;" + new string('A', 1_000_000) + "\a").ClipboardWriteCount);

    [Theory]
    [InlineData("\e]1337;File=inline=1:", "\a", 22)]
    [InlineData("\eP0;1;0q#0~~", "\e\\", 10)]
    [InlineData("\ePq#0~~", "\e\\", 5)]
    [InlineData("\e_Ga=T;", "\e\\", 5)]
    [InlineData("\eP$q", "\e\\", -100_000)]
    [InlineData("\e]1337;SetMark=", "\a", -100_000)]
    public void ImageBytes_OfAPicture_AreCounted(string start, string end, int more) =>
        Assert.InRange(TerminalText.Screen(20, 3, start + new string('A', 100_000) + end).ImageBytes, 100_000 + more - 8, 100_000 + more);

    [Theory]
    [InlineData("\e]5;0;red\a")]
    [InlineData("\e]17;#fff\a\e]19;?\a")]
    [InlineData("\e]21337;status=Idle\a")]
    [InlineData("\e]66;s=2;big\a")]
    [InlineData("\e]99999999999999;x\a")]
    [InlineData("\e];x\a\e]x\a\e]\a")]
    public void OtherCommands_AreConsumed(string output)
    {
        Screen screen = TerminalText.Screen(20, 3, output + "|");

        Assert.Equal("|", screen.Text());
        Assert.Equal("", screen.Replied());
    }

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
