namespace PromptWatcher.Tests.Terminal;

public class ScreenCharsetTests
{
    [Theory]
    [InlineData("\e(A#a\e(B#", "£a#")]
    [InlineData("\e(0`ax~\e(Bx", "◆▒│·x")]
    [InlineData("\e(>AabC", "∝αβ÷")]
    [InlineData("\e(<!aW", "¡áŒ")]
    [InlineData("\e(%5!a", "¡á")]
    [InlineData("\e-A\x0e!a\x0f!", "¡á!")]
    [InlineData("\e)0\x0eq\x0fq", "─q")]
    [InlineData("\e*0\enq\x0fq", "─q")]
    [InlineData("\e+0\eoq\x0fq", "─q")]
    [InlineData("\e*0\eNqq", "─q")]
    [InlineData("\e+0\eOqq", "─q")]
    [InlineData("\e*0\eN\e[1m\rqq", "─q")]
    [InlineData("\e.A\eNa", "á")]
    [InlineData("\e)0\x0eéq", "é─")]
    [InlineData("\e)0\e~q", "q")]
    [InlineData("\e(0\e(Zq", "q")]
    [InlineData("\e(0\e[!pq", "q")]
    [InlineData("\e(0q\e[?1049hq\e[?1049lq", "──")]
    [InlineData("\e(0q\e[2b", "───")]
    public void Write_TextInACharset_ShowsItsCharacters(string output, string expected) =>
        Assert.Equal(expected, TerminalText.Screen(20, 2, output).LineText(0));

    [Theory]
    [InlineData("\e(0\e7\e(B\e8q", "─")]
    [InlineData("\e)0\x0e\e7\x0f\e8q", "─")]
    [InlineData("\e)0\e7\e)B\e8\x0eq", "─")]
    [InlineData("\e(0\e7\e[?47h\e7\e[?47l\e(B\e8q", "─")]
    public void Write_CursorRestored_CharsetsAreToo(string output, string expected) =>
        Assert.Equal(expected, TerminalText.Screen(20, 2, output).LineText(0));
}
