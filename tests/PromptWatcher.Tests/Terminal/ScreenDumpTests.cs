using System.Buffers;
using System.Text;
using PromptWatcher.Terminal;

namespace PromptWatcher.Tests.Terminal;

public class ScreenDumpTests
{
    [Theory]
    [InlineData("", "\ec")]
    [InlineData("one\r\ntwo", "\econe\r\ntwo")]
    public void Write_Screen_TakesTheFewestBytes(string output, string expected) =>
        Assert.Equal(expected, Dump(TerminalText.Screen(20, 5, output)));

    [Theory]
    [InlineData("abc\e[1mdef")]
    public void Write_Screen_MakesAnotherEqual(string output)
    {
        Screen screen = TerminalText.Screen(20, 5, output);
        AssertCarried(screen);
    }

    internal static string Dump(Screen screen, ScreenDumpOptions options = default)
    {
        var bytes = new ArrayBufferWriter<byte>();
        ScreenDump.Write(screen, bytes, options);
        return Encoding.UTF8.GetString(bytes.WrittenSpan);
    }

    internal static void AssertCarried(Screen screen, string about = "")
    {
        var bytes = new ArrayBufferWriter<byte>();
        ScreenDump.Write(screen, bytes);
        var other = new Screen(screen.Size);
        other.Write(bytes.WrittenSpan);
        string? difference = ScreenComparison.Difference(screen, other);
        if (difference is not null)
            Assert.Fail($"{about} {difference}\n{Encoding.UTF8.GetString(bytes.WrittenSpan).Replace("\e", "␛")}");
        Assert.Equal((0, 0, 0), (other.BellCount, other.NotificationCount, other.Replies.Pending.Length));
    }
}
