using System.Text;
using PromptWatcher.Environments;
using PromptWatcher.Terminal;

namespace PromptWatcher.Tests.Terminal;

public class HyperlinkTests
{
    [Fact]
    public void LinkAt_TextInsideALink_IsItsUri()
    {
        Screen screen = TerminalText.Screen(20, 3, "a\e]8;;https://x.example/;a\ab\e[0;31mc\e]8;;\e\\d");

        Assert.Null(screen.LinkAt(0, 0));
        Assert.Equal("https://x.example/;a", screen.LinkAt(0, 1));
        Assert.Equal("https://x.example/;a", screen.LinkAt(0, 2));
        Assert.Null(screen.LinkAt(0, 3));
        Assert.Null(screen.LinkAt(2, 19));
    }

    [Theory]
    [InlineData("\e]8;;u\ax\e[2J")]
    [InlineData("\e]8;;u\a\e[41m\e[2J")]
    [InlineData("\e]8;;u\a\e[3S")]
    [InlineData("\e]8;;u\a\e[!p\ec x")]
    [InlineData("\e]8;u\ax")]
    [InlineData("\e]8;;u\a\e]8;;\ax")]
    public void LinkAt_ErasedOrEnded_IsNull(string output) => Assert.Null(TerminalText.Screen(20, 3, output).LinkAt(0, 0));

    [Fact]
    public void Pen_SavedWithTheCursor_BringsItsLinkBack() =>
        Assert.Equal("u", TerminalText.Screen(20, 3, "\e]8;;u\a\e7\e]8;;\a\e8x").LinkAt(0, 0));

    [Theory]
    [InlineData("id=1", "id=1", true)]
    [InlineData("id=1", "id=2", false)]
    [InlineData("", "", true)]
    [InlineData("id=1:x=y", "x=z:id=1", true)]
    [InlineData("xid=1", "", true)]
    public void Links_OfOneUri_AreOneWhereTheirIdentifiersAre(string first, string second, bool isOne)
    {
        Screen screen = TerminalText.Screen(20, 3, $"\e]8;{first};u\aa\e]8;{second};u\ab");

        Assert.Equal(isOne, screen.StyleAt(0, 0) == screen.StyleAt(0, 1));
        Assert.Equal("u", screen.LinkAt(0, 1));
    }

    [Theory]
    [InlineData(LinkTable.MaxUri, true)]
    [InlineData(LinkTable.MaxUri + 1, false)]
    [InlineData(20_000, false)]
    public void LinkAt_LongUri_IsNoneBeyondTheLimit(int length, bool isLink)
    {
        Screen screen = TerminalText.Screen(20, 3, "\e]8;;before\a\e]8;;" + new string('u', length) + "\ax");

        Assert.Equal(isLink ? new string('u', length) : null, screen.LinkAt(0, 0));
    }

    [Fact]
    public void Sweep_ManyMoreLinksThanFit_KeepsThoseOnTheScreen()
    {
        Screen screen = TerminalText.Screen(40, 4, "\e]8;id=first;https://first.example\afirst\e]8;;\a\e[2;4r");
        for (int i = 0; i < 100_000; i++)
            screen.Write($"\e[4H\n\e]8;id={i};https://x.example/{i}\alink {i}\e]8;;\a");

        Assert.Equal("https://first.example", screen.LinkAt(0, 0));
        Assert.Equal("https://x.example/99998", screen.LinkAt(2, 0));
        Assert.Equal("https://x.example/99999", screen.LinkAt(3, 0));
        Assert.InRange(screen.Links.Count, 1, LinkTable.Capacity);
    }

    [Fact]
    public void Table_SweptAgainAndAgain_GivesBackWhatItTook()
    {
        var links = new LinkTable();
        var random = new Random(3);
        var live = new Dictionary<ushort, string>();
        var isUsed = new bool[LinkTable.Capacity];
        for (int i = 0; i < 60_000; i++)
        {
            if (links.IsFull)
            {
                foreach (ushort link in live.Keys.Where(_ => random.Next(3) > 0).ToArray())
                    live.Remove(link);
                Array.Clear(isUsed);
                foreach (ushort link in live.Keys)
                    isUsed[link] = true;
                links.Sweep(isUsed);
                Assert.All(live, link => Assert.Equal(link.Value, Spell(links, link.Key)));
            }

            string text = $"{random.Next(20)}|{random.Next(100_000)}{new string('x', random.Next(60))}";
            ushort number = links.GetOrAdd(Encoding.UTF8.GetBytes(text.Split('|')[0]), Encoding.UTF8.GetBytes(text.Split('|')[1]));
            Assert.NotEqual(0, number);
            live[number] = text;
        }
    }

    [Fact]
    public void Table_FullOfLinksInUse_RefusesAnotherAndStillKnowsThem()
    {
        var links = new LinkTable();
        var isUsed = new bool[LinkTable.Capacity];
        Array.Fill(isUsed, true);
        ushort last = 0;
        int count = 0;
        for (ushort link; (link = links.GetOrAdd(default, Encoding.UTF8.GetBytes($"{count}"))) != 0; count++)
        {
            last = link;
            if (links.IsFull)
                links.Sweep(isUsed);
        }

        Assert.Equal(LinkTable.Capacity - 1, count);
        Assert.Equal(last, links.GetOrAdd(default, Encoding.UTF8.GetBytes($"{count - 1}")));
    }

    [Fact]
    public void Write_LinksThatNeverRepeat_AllocateNothingInTheEnd()
    {
        var screen = new Screen(new TerminalSize(80, 24));
        byte[] output = Encoding.UTF8.GetBytes("\e]8;id=########;https://x.example/########\e\\link\e]8;;\e\\\r\n");
        int number = 0;
        Feed(60_000);

        long before = GC.GetAllocatedBytesForCurrentThread();
        Feed(60_000);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        void Feed(int count)
        {
            for (int i = 0; i < count; i++, number++)
            {
                number.TryFormat(output.AsSpan(8, 8), out _, "D8");
                number.TryFormat(output.AsSpan(35, 8), out _, "D8");
                screen.Write(output);
            }
        }
    }

    private static string Spell(LinkTable links, ushort link) =>
        $"{Encoding.UTF8.GetString(links.Id(link))}|{Encoding.UTF8.GetString(links.Uri(link))}";
}
