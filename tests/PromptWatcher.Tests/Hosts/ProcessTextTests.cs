using System.Text;
using PromptWatcher.Hosts;

namespace PromptWatcher.Tests.Hosts;

public sealed class ProcessTextTests
{
    private const string Id = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";
    private const string Other = "fedcba9876543210fedcba9876543210fedcba9876543210fedcba9876543210";

    [Theory]
    [InlineData("node\0/opt/cli.js\0--a b\0", new[] { "node", "/opt/cli.js", "--a b" })]
    [InlineData("sh\0-c\0\0x\0", new[] { "sh", "-c", "", "x" })]
    [InlineData("claude\0\0\0\0\0\0", new[] { "claude" })]
    [InlineData("npm exec x   \0", new[] { "npm exec x" })]
    [InlineData("cut of", new[] { "cut of" })]
    [InlineData("", new string[0])]
    [InlineData("\0\0", new string[0])]
    public void Arguments_AsWritten_AreTold(string text, string[] expected) => Assert.Equal(expected, ProcessText.Arguments(Bytes(text)));

    [Theory]
    [InlineData("Name:\tbash\nUid:\t1000\t1001\t1000\t1000\nNSpid:\t4711\t17\n", 1001, 17)]
    [InlineData("Uid:\t0\t0\t0\t0\n", 0, null)]
    [InlineData("Name:\tUid:\t5\nNSpid:\t12", null, 12)]
    [InlineData("Uid:\t1\nNSpid:\tx\n", null, null)]
    [InlineData("", null, null)]
    public void Status_AsWritten_GivesUserAndInnerId(string text, int? user, int? inner) => Assert.Equal((user, inner), ProcessText.Status(Bytes(text)));

    [Theory]
    [InlineData($"4:memory:/docker/{Id}\n0::/\n", Id)]
    [InlineData($"0::/system.slice/docker-{Id}.scope\n", Id)]
    [InlineData($"0::/../{Id}\n", Id)]
    [InlineData($"0::/machine.slice/libpod-{Id}.scope/container", Id)]
    [InlineData($"0::/docker/{Id}/docker/{Other}", Other)]
    [InlineData($"0::/machine.slice/libpod-conmon-{Id}.scope", null)]
    [InlineData($"0::/{Id}0", null)]
    [InlineData("0::/user.slice/user-1000.slice", null)]
    [InlineData("", null)]
    public void Container_OfAnyEngine_IsFound(string text, string? expected) => Assert.Equal(expected, ProcessText.Container(Bytes(text)));

    [Theory]
    [InlineData("0 0x0 0x7ffd 0x400 0x0 0x0 0x0 0x7ffd 0x7ff9\n", 0)]
    [InlineData("63 0x3 0x7ffd", 3)]
    [InlineData("0 0x1f", 31)]
    [InlineData("7 0x0 0x1", null)]
    [InlineData("running\n", null)]
    [InlineData("-1 0x0 0x0", null)]
    [InlineData("0 zz", null)]
    [InlineData("0", null)]
    [InlineData("", null)]
    public void ReadDescriptor_OfACall_IsThatOfARead(string text, int? expected) => Assert.Equal(expected, ProcessText.ReadDescriptor(Bytes(text)));

    [Theory]
    [InlineData("41563902 17 33\n", 41563902ul)]
    [InlineData("0 0 0\n", null)]
    [InlineData("12", null)]
    [InlineData("x 1", null)]
    [InlineData("", null)]
    public void RunTime_AsCounted_IsTheFirstNumber(string text, ulong? expected) => Assert.Equal(expected, ProcessText.RunTime(Bytes(text)));

    [Fact]
    public void Users_OddLines_ArePassedOver() => Assert.Equal(
        new Dictionary<int, string> { [0] = "root", [1000] = "agent" },
        ProcessText.Users(Bytes("root:x:0:0:root:/root:/bin/bash\n\n:x:7:7::/:/x\nshort:x:1\nagent:x:1000:1000::/home:/bin/sh\nsecond:x:0:0::/:/\nx:x:y:0::/:/\n")));

    [Fact]
    public void Parse_AnyBytes_NeverThrows()
    {
        var random = new Random(21);
        byte[] seed = Bytes($"Uid:\t1\t2\t3\t4\nNSpid:\t1\t2\n0::/docker/{Id}\n0 0x3 0x7\nroot:x:0:0:r:/:/b\n\0\0 ");
        for (int i = 0; i < 20_000; i++)
        {
            byte[] text = seed.AsSpan(random.Next(seed.Length)).ToArray();
            for (int change = random.Next(10); change > 0; change--)
                text[random.Next(text.Length)] = (byte)random.Next(256);
            Assert.NotNull(ProcessDetails.Parse(text, text, text, text));
            Assert.NotNull(ProcessText.Users(text));
            Assert.True(ProcBoot.TimeOf(text, DateTimeOffset.UnixEpoch) is null or { Offset.Ticks: 0 });
        }
    }

    [Theory]
    [InlineData(0, null)]
    [InlineData(34816, "pts/0")]
    [InlineData(34819, "pts/3")]
    [InlineData((136 << 8) | 0xFF, "pts/255")]
    [InlineData((136 << 8) | (1 << 20), "pts/256")]
    [InlineData((137 << 8) | 1, "pts/257")]
    [InlineData((4 << 8) | 1, "tty1")]
    [InlineData((4 << 8) | 64, "ttyS0")]
    [InlineData((5 << 8) | 1, "console")]
    [InlineData((204 << 8) | 64, "ttyAMA0")]
    [InlineData((99 << 8) | 5, "char/99:5")]
    public void TerminalName_OfANumber_IsThatBelowDev(int number, string? expected) => Assert.Equal(expected, TerminalDevice.Name(number));

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);
}
