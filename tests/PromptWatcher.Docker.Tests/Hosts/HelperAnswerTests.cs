using System.Text;
using PromptWatcher.Docker.Hosts;
using PromptWatcher.Hosts;

namespace PromptWatcher.Docker.Tests.Hosts;

public sealed class HelperAnswerTests
{
    private static readonly byte[] Mark = Encoding.ASCII.GetBytes("0123456789abcdef0123456789abcdef");

    [Fact]
    public void Look_PathsAndTimes_AreThoseOfTheProcesses()
    {
        ProcLook look = HelperAnswer.Look(Bytes("/proc/1 /proc/20 /proc/300 <41 2 3\n<0 0 0\n<<rchar: 5\nwchar: 6\n<rchar: 123"), Mark, [1, 20, 300], [20, 1]);

        Assert.Equal([1, 20, 300], look.Processes);
        Assert.Equal([KeyValuePair.Create(1, 41ul)], look.RunTimes);
        Assert.Equal([KeyValuePair.Create(20, 5ul)], look.Reads);
    }

    [Theory]
    [InlineData("/proc/5/cwd -> /home/ann", "/home/ann")]
    [InlineData("'/proc/5/cwd' -> '/home/ann'", "/home/ann")]
    [InlineData("/proc/5/cwd -> /a -> b", "/a -> b")]
    [InlineData("/proc/5/cwd -> /line\n/proc/6/cwd -> /end", "/line\n/proc/6/cwd -> /end")]
    public void Details_LinksOfAnyTool_AreRead(string link, string expected)
    {
        Dictionary<int, ProcessDetails> found = Details($"sh\0-c\0<Uid:\t1\t7\n<0::/\n<0 0x3 0x1\n<<<<<< {link}\n< /proc/5/fd/3 -> /dev/pts/1\n", (5, 3), (6, 0));

        Assert.Equal(["sh", "-c"], found[5].Arguments);
        Assert.Equal((expected, 7, 3, 3, "/dev/pts/1"), (found[5].WorkingDirectory, found[5].UserId, found[5].Reads, found[5].Descriptor, found[5].DescriptorTarget));
        Assert.DoesNotContain(6, found.Keys);
    }

    [Fact]
    public void Details_ProcessThatIsGone_IsLeftOut()
    {
        Dictionary<int, ProcessDetails> found = Details("<<<<b\0<Uid:\t1\t7\n<0::/\n<running<< /proc/6/cwd -> /x\n", (5, 0), (6, 0));

        Assert.Equal("/x", Assert.Single(found).Value.WorkingDirectory);
        Assert.Equal(6, found.Keys.Single());
    }

    [Fact]
    public void Details_ArgumentsThatLookLikeAnAnswer_AreArguments()
    {
        Dictionary<int, ProcessDetails> found = Details("sh\0 /proc/5/cwd -> /evil\n end\n<Uid:\t1\t7\n<0::/\n<running<< /proc/5/cwd -> /x\n", (5, 0));

        Assert.Equal("/x", found[5].WorkingDirectory);
        Assert.Equal(["sh", " /proc/5/cwd -> /evil\n end\n"], found[5].Arguments);
    }

    [Fact]
    public void Read_AnyBytes_NeverThrows()
    {
        var random = new Random(22);
        byte[] seed = Bytes("/proc/1 /proc/2 <41 2 3\n<rchar: 5\n<sh\0<Uid:\t1\t7\n<0::/\n<0 0x3 0x1\n<< /proc/5/cwd -> /x\n");
        for (int i = 0; i < 20_000; i++)
        {
            byte[] text = seed.AsSpan(random.Next(seed.Length)).ToArray();
            for (int change = random.Next(4); change > 0; change--)
                text[random.Next(text.Length)] = (byte)random.Next(256);
            Assert.NotNull(HelperAnswer.Look(text, Mark, [1, 2], [3]));
            HelperAnswer.Details(text, Mark, [(5, 0), (6, 1)], []);
        }
    }

    private static Dictionary<int, ProcessDetails> Details(string text, params (int, int)[] asked)
    {
        var found = new Dictionary<int, ProcessDetails>();
        HelperAnswer.Details(Bytes(text), Mark, asked, found);
        return found;
    }

    // '<' stands for the mark.
    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text.Replace("<", Encoding.ASCII.GetString(Mark), StringComparison.Ordinal));
}
