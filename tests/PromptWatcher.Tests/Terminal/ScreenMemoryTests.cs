using System.Text;
using PromptWatcher.Environments;
using PromptWatcher.Terminal;

namespace PromptWatcher.Tests.Terminal;

/// <summary>What a screen costs, counted as what the thread allocated for it.</summary>
public class ScreenMemoryTests
{
    private static readonly TerminalSize s_size = new(100, 35);

    [Fact]
    public void Screen_FullOfColouredTextWithoutScrollback_CostsLessThan64KiB()
    {
        byte[] output = Encoding.UTF8.GetBytes("\e[H" + string.Concat(Enumerable.Range(0, 35).Select(
            row => $"\e[{31 + row % 7}m{new string((char)('a' + row % 26), 50)}\e[1;4{row % 8}m{new string('─', 50)}\e[m")));

        long cost = Cost(() => Filled(new ScreenOptions { ScrollbackLines = 1_000 }, output));

        Assert.InRange(cost, 1, 64 * 1_024);
    }

    [Fact]
    public void Scrollback_TenThousandOrdinaryLines_CostLessThan2MiB()
    {
        byte[] output = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, 10_000).Select(
            line => $"2026-08-01 10:{line / 60 % 60:00}:{line % 60:00} \e[32mINFO\e[m  worker {line % 16}: compiled module number {line} in {line % 977} ms\r\n")));

        Screen? screen = null;
        long cost = Cost(() => screen = Filled(new ScreenOptions { ScrollbackLines = 10_000 }, output));

        Assert.InRange(screen!.ScrollbackCount, 9_900, 10_000);
        Assert.InRange(cost, 500_000, 2 * 1_024 * 1_024);
    }

    [Fact]
    public void Scrollback_None_KeepsNothing()
    {
        Screen screen = Filled(new ScreenOptions { ScrollbackLines = 0 }, Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("line\r\n", 100))));
        screen.Resize(new TerminalSize(3, 4));

        Assert.Equal(0, screen.ScrollbackCount);
    }

    [Fact]
    public void ScrollbackLines_OutsideTheLimits_IsRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new ScreenOptions { ScrollbackLines = -1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new ScreenOptions { ScrollbackLines = ScreenOptions.MaxScrollbackLines + 1 });
    }

    private static Screen Filled(ScreenOptions options, byte[] output)
    {
        var screen = new Screen(s_size, options);
        screen.Write(output);
        return screen;
    }

    private static long Cost(Action create)
    {
        create();
        long before = GC.GetAllocatedBytesForCurrentThread();
        create();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    [Fact]
    public void Scrollback_VeryWideLinesOfManyColours_StaysBelowItsBytes()
    {
        string cells = string.Concat(Enumerable.Range(0, 2_000).Select(i => $"\e[3{i % 8}mé\u0301"));
        byte[] line = Encoding.UTF8.GetBytes(cells + "\r\n");
        var screen = new Screen(new TerminalSize(2_000, 5), new ScreenOptions { ScrollbackLines = 10_000 });

        for (int i = 0; i < 3_000; i++)
            screen.Write(line);

        Assert.InRange(screen.ScrollbackCount, 1_000, 2_500);
    }
}
