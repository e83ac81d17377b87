using System.Text;
using PromptWatcher.Hosts;

namespace PromptWatcher.Tests.Hosts;

public sealed class ProcessStatTests
{
    private const string Rest = " S 40 41 42 34819 43 4194304 100 200 0 0 1 2 3 4 20 0 1 0 987654 1000 200 18446744073709551615 1 1 0 0 0 0 0 0 65538 1 0 0 17 1 0 0 0 0 0 1 1 1 1 1 1 1 0";

    [Theory]
    [InlineData("bash")]
    [InlineData("tmux: server")]
    [InlineData(") R 1 2 (x")]
    [InlineData("")]
    [InlineData("a\n7 (b) S 1 1")]
    [InlineData("ünï")]
    public void TryParse_AnyName_ReadsTheFields(string name)
    {
        Assert.True(ProcessStat.TryParse(Line(39, name), out ProcessStat stat));
        Assert.Equal(new ProcessStat(39, name, 'S', 40, 41, 42, 34819, 43, 987654), stat);
    }

    [Theory]
    [InlineData("")]
    [InlineData("12")]
    [InlineData("12 (")]
    [InlineData("12 (a)")]
    [InlineData("12 (a) S 1 2 3")]
    [InlineData("x (a) S 40 41 42 34819 43 0 0 0 0 0 1 2 3 4 20 0 1 0 9 1 2 3 1 1 0 0 0 0 0 0 6 1 0 0 1")]
    [InlineData("12 (a) S 40 41 42 99999999999 43 0 0 0 0 0 1 2 3 4 20 0 1 0 9 1 2 3 1 1 0 0 0 0 0 0 6 1 0 0 1")]
    public void TryParse_NoWholeLine_Refuses(string text) => Assert.False(ProcessStat.TryParse(Encoding.UTF8.GetBytes(text), out _));

    [Fact]
    public void ParseAll_NamesWithLineEnds_MakeNoProcessesOfTheirOwn()
    {
        byte[] text = [.. Line(1, "init"), .. "\n"u8, .. Line(39, "a\n7 (b) S 1 1"), .. "\n"u8, .. Line(40, "x\n\n)\n9 ("), .. "\n\n"u8, .. Line(41, "sh"), .. "\n"u8];

        Assert.Equal([1, 39, 40, 41], ProcessStat.ParseAll(text).Select(stat => stat.Id));
    }

    [Fact]
    public void ParseAll_AnyBytes_NeverThrows()
    {
        var random = new Random(20);
        byte[] whole = [.. Enumerable.Range(1, 20).SelectMany(id => (byte[])[.. Line(id, "bash"), .. "\n"u8])];
        for (int i = 0; i < 20_000; i++)
        {
            byte[] text = whole.AsSpan(0, random.Next(whole.Length)).ToArray();
            for (int change = random.Next(20); change > 0 && text.Length > 0; change--)
                text[random.Next(text.Length)] = (byte)(random.Next(3) == 0 ? "() \n\0-9"[random.Next(7)] : random.Next(256));
            Assert.All(ProcessStat.ParseAll(text), stat => Assert.True(char.IsAsciiLetter(stat.State)));
        }
    }

    private static byte[] Line(int id, string name) => Encoding.UTF8.GetBytes($"{id} ({name}){Rest}");
}
