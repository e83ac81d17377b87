using System.Diagnostics;
using System.Text;
using PromptWatcher.Environments;
using PromptWatcher.Terminal;
using PromptWatcher.Tests.Terminal.Fuzzing;

namespace PromptWatcher.Tests.Terminal;

public class ScreenRobustnessTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 3)]
    [InlineData(7, 1)]
    [InlineData(1, 9)]
    [InlineData(80, 24)]
    public void Write_RandomInputWithResizes_NeverThrowsAndTheCursorStaysInside(int columns, int rows)
    {
        var random = new Random(columns * 1_000 + rows);
        var screen = new Screen(new TerminalSize(columns, rows));
        for (int round = 0; round < 400; round++)
        {
            screen.Write(FuzzInput.Next(random, 300));
            ScreenInvariants.Check(screen);
            if (round % 10 == 9)
                screen.Resize(new TerminalSize(random.Next(1, columns + 20), random.Next(1, rows + 20)));
            if (round % 25 == 24)
                screen.Resize(new TerminalSize(columns, rows));
            ScreenInvariants.Check(screen);
        }
    }

    [Fact]
    public void Write_RandomInputCutAnywhere_GivesTheSameScreen()
    {
        var random = new Random(3);
        for (int round = 0; round < 100; round++)
        {
            byte[] bytes = FuzzInput.Next(random, 500);
            Screen whole = TerminalText.Screen(20, 8);
            whole.Write(bytes);
            Screen single = TerminalText.Screen(20, 8);
            foreach (byte b in bytes)
                single.Write([b]);
            ScreenComparison.AssertSame(whole, single);
        }
    }

    [Theory]
    [InlineData("x\e[65535b")]
    [InlineData("\e[99999999S")]
    [InlineData("\e[99999999T")]
    [InlineData("\e[65535L")]
    [InlineData("\e[65535M")]
    [InlineData("\e[65535@")]
    [InlineData("\e[65535P")]
    [InlineData("\e[65535X")]
    [InlineData("\e[65535I")]
    [InlineData("\e[65535Z")]
    [InlineData("\e[65535 @")]
    [InlineData("\e[65535'}")]
    [InlineData("\e[65535A\e[65535B\e[65535C\e[65535D\e[65535;65535H")]
    [InlineData("\e[?45h\e[65535D")]
    [InlineData("\e[<65535u")]
    public void Write_HugeCountsManyTimes_ReturnsQuickly(string output)
    {
        Screen screen = TerminalText.Screen(120, 40);
        byte[] bytes = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(output, 100)));

        long start = Stopwatch.GetTimestamp();
        screen.Write(bytes);

        // Counted one by one, a hundred of 65,535 lines would take minutes.
        Assert.True(Stopwatch.GetElapsedTime(start) < TimeSpan.FromSeconds(5));
    }

    [Fact]
    public void Write_MoreStylesThanNumbers_KeepsTheVisibleOnes()
    {
        const int columns = 50, rows = 4, count = 200_000;
        Screen screen = TerminalText.Screen(columns, rows);
        for (int i = 0; i < count; i++)
            screen.Write($"\e[38;2;{i & 0xff};{i >> 8 & 0xff};{i >> 16}mx");

        for (int cell = 0; cell < columns * rows; cell++)
        {
            int i = count - columns * rows + cell;
            var expected = Color.FromRgb((byte)i, (byte)(i >> 8), (byte)(i >> 16));
            Assert.Equal(expected, screen.StyleAt(cell / columns, cell % columns).Foreground);
        }
    }
}
