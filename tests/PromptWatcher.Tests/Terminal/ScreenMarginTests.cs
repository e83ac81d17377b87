using PromptWatcher.Terminal;

namespace PromptWatcher.Tests.Terminal;

/// <summary>Left and right margins (modes 69, DECSLRM), at columns 3 and 6 of 10. The expected screens are xterm's.</summary>
public class ScreenMarginTests
{
    private const string Margins = "\e[?69h\e[3;6s";
    private const string Grid = "abcdefghij\r\nABCDEFGHIJ\r\n0123456789\r\nklmnopqrst\r\nKLMNOPQRST";

    [Theory]
    [InlineData("\e[1;4Habcdefgh", "   abc\n  defg\n  h")]
    [InlineData("\e[1;2Habcdefgh", " abcde\n  fgh")]
    [InlineData("\e[1;8Habcdefgh", "       abc\n  defg\n  h")]
    [InlineData("\e[1;5Ha世b", "    a\n  世b")]
    [InlineData("\e[?7l\e[1;3Habcdefgh", "  abch")]
    [InlineData("\e[1;3Hx\e[9b", "  xxxx\n  xxxx\n  xx")]
    [InlineData("\e[2;4r\e[4;9Habcd", "\n\n\n  cd    ab")]
    [InlineData("\e[2;4r\e[4;3Habcdefghij", "\n  abcd\n  efgh\n  ij")]
    [InlineData("\e[?69l\e[1;4Habcdefgh", "   abcdefg\nh")]
    [InlineData("\e[!p\e[1;4Habcdefgh", "   abcdefg\nh")]
    [InlineData("\e[s\e[1;4Habcdefgh", "   abcdefg\nh")]
    public void Write_Text_WrapsAtTheRightMargin(string output, string expected) =>
        Assert.Equal(expected, TerminalText.Screen(10, 5, Margins + output).Text());

    [Fact]
    public void IsRowWrapped_LineBetweenMargins_DoesNotGoOn() =>
        Assert.False(TerminalText.Screen(10, 5, Margins + "\e[1;3Habcdef").IsRowWrapped(0));

    [Theory]
    [InlineData("", 0, 0)]
    [InlineData("\e[2;5H\r", 1, 2)]
    [InlineData("\e[2;2H\r", 1, 0)]
    [InlineData("\e[2;5H\e[9D", 1, 2)]
    [InlineData("\e[2;2H\e[9D", 1, 0)]
    [InlineData("\e[2;2H\e[9C", 1, 5)]
    [InlineData("\e[2;8H\e[9C", 1, 9)]
    [InlineData("\e[2;4H\e[9a", 1, 9)]
    [InlineData("\e[2;4H\t", 1, 5)]
    [InlineData("\e[2;6H\e[Z", 1, 0)]
    [InlineData("\e[2;4H\e[E", 2, 2)]
    [InlineData("\e[2;4H\e[F", 0, 2)]
    [InlineData("\e[5;8H\n", 4, 7)]
    [InlineData("\e[?6h\e[2;2H", 1, 3)]
    [InlineData("\e[?6h\e[9;9H", 4, 5)]
    [InlineData("\e[?6h\e[9G", 0, 5)]
    [InlineData("\e[?6h\e[9a", 0, 5)]
    [InlineData("\e[?6h\e[4G\e[Z", 0, 2)]
    [InlineData("\e[2;4H\e[4;8s", 0, 0)]
    [InlineData("\e[2;4H\e[8;4s", 1, 3)]
    [InlineData("\e[?45h\e[2;3H\b", 0, 5)]
    [InlineData("\e[?45h\e[1;3H\b", 4, 5)]
    [InlineData("\e[?45h\e[2;4r\e[2;3H\b", 3, 5)]
    [InlineData("\e[?45h\e[2;4H\e[9D", 4, 2)]
    public void Write_CursorMotion_KeepsToTheMargins(string output, int row, int column) =>
        Assert.Equal((row, column), TerminalText.Screen(10, 5, Margins + output).Cursor());

    [Theory]
    [InlineData("\e[S", "abCDEFghij\nAB2345GHIJ\n01mnop6789\nklMNOPqrst\nKL    QRST")]
    [InlineData("\e[2;4r\e[2T", "abcdefghij\nAB    GHIJ\n01    6789\nklCDEFqrst\nKLMNOPQRST")]
    [InlineData("\e[5;4H\n", "abCDEFghij\nAB2345GHIJ\n01mnop6789\nklMNOPqrst\nKL    QRST")]
    [InlineData("\e[1;4H\eM", "ab    ghij\nABcdefGHIJ\n01CDEF6789\nkl2345qrst\nKLmnopQRST")]
    [InlineData("\e[5;2H\n\e[1;8H\eM", Grid)]
    [InlineData("\e[2;4H\e[L", "abcdefghij\nAB    GHIJ\n01CDEF6789\nkl2345qrst\nKLmnopQRST")]
    [InlineData("\e[2;4H\e[2M", "abcdefghij\nABmnopGHIJ\n01MNOP6789\nkl    qrst\nKL    QRST")]
    [InlineData("\e[2;2H\e[L\e[M\e[@\e[P\e['}\e['~\e[ @\e[ A", Grid)]
    [InlineData("\e[2;4H\e[2@", "abcdefghij\nABC  DGHIJ\n0123456789\nklmnopqrst\nKLMNOPQRST")]
    [InlineData("\e[2;4H\e[2P", "abcdefghij\nABCF  GHIJ\n0123456789\nklmnopqrst\nKLMNOPQRST")]
    [InlineData("\e[2;4H\e[9X", "abcdefghij\nABC\n0123456789\nklmnopqrst\nKLMNOPQRST")]
    [InlineData("\e[2;4H\e[4hxyz", "abcdefghij\nABCxyzGHIJ\n0123456789\nklmnopqrst\nKLMNOPQRST")]
    [InlineData("\e[2;3r\e[2;4H\e['}", "abcdefghij\nABC DEGHIJ\n012 346789\nklmnopqrst\nKLMNOPQRST")]
    [InlineData("\e[2;3r\e[2;4H\e['~", "abcdefghij\nABCEF GHIJ\n01245 6789\nklmnopqrst\nKLMNOPQRST")]
    [InlineData("\e[2;3r\e[2;4H\e[ @", "abcdefghij\nABDEF GHIJ\n01345 6789\nklmnopqrst\nKLMNOPQRST")]
    [InlineData("\e[2;3r\e[2;4H\e[ A", "abcdefghij\nAB CDEGHIJ\n01 2346789\nklmnopqrst\nKLMNOPQRST")]
    [InlineData("\e[2;3r\e[2;3H\e6", "abcdefghij\nAB CDEGHIJ\n01 2346789\nklmnopqrst\nKLMNOPQRST")]
    [InlineData("\e[2;3r\e[2;6H\e9", "abcdefghij\nABDEF GHIJ\n01345 6789\nklmnopqrst\nKLMNOPQRST")]
    public void Write_Edit_MovesOnlyWhatIsBetweenTheMargins(string output, string expected) =>
        Assert.Equal(expected.Replace("\r", ""), TerminalText.Screen(10, 5, Grid + Margins + output).Text());

    [Theory]
    [InlineData("\e[2;4H\e6", 1, 2)]
    [InlineData("\e[2;4H\e9", 1, 4)]
    [InlineData("\e[2;1H\e6", 1, 0)]
    [InlineData("\e[2;10H\e9", 1, 9)]
    public void Write_BackOrForwardIndex_MovesBeforeItScrolls(string output, int row, int column)
    {
        Screen screen = TerminalText.Screen(10, 5, Grid + Margins + output);

        Assert.Equal((row, column), screen.Cursor());
        Assert.Equal(Grid.Replace("\r", ""), screen.Text());
    }

    [Theory]
    [InlineData("世世世世世\r\nabcdefghij\e[?69h\e[2;6s\e[S", " bcdef世世\na     ghij")]
    [InlineData("世世世世世\e[?69h\e[2;6s\e[T", "      世世\n  世世")]
    [InlineData("世世世世世\e[?69h\e[2;6s\e[1;2H\e[@", "   世 世世")]
    [InlineData("世世世世世\e[?69h\e[2;6s\e[1;3H\e[P", "世 世 世世")]
    [InlineData("ab世cd\e[?69h\e[1;5s\e[1;1H\e[P", "b世c d")]
    [InlineData("ab世cd\e[?69h\e[1;5s\e[1;1H\e[@", " ab世d")]
    public void Write_MarginCutsAWideCharacter_BothHalvesGo(string output, string expected) =>
        Assert.Equal(expected, TerminalText.Screen(10, 5, output).Text());

    [Fact]
    public void Write_ClustersScrollBetweenMargins_KeepTheirMarks() =>
        Assert.Equal("  e\u0301😀", TerminalText.Screen(10, 2, "\n\r  e\u0301😀\e[?69h\e[3;6s\e[S").LineText(0));
}
