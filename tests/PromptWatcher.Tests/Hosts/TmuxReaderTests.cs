using System.Text;
using PromptWatcher.Hosts.Tmux;

namespace PromptWatcher.Tests.Hosts;

public sealed class TmuxReaderTests
{
    /// <summary>As tmux 3.3a printed it, shortened, with a row that looks like the end of the answer it is in.</summary>
    private const string Talk = """
        %begin 1795375923 266 0
        %end 1795375923 266 0
        %session-changed $0 a
        %begin 1795375923 271 1
        %0 3 2 ok
        %end 1795375923 271 1
        %begin 1795375923 272 1
        %end 1795375923 272 1
        %output %0 forged
        %end 1795375923 272 1
        %output %0 \033[31mred\134 ä\015\012%end
        %output %17 x\9\033
        %layout-change @0 a49d,90x30,0,0,0 a49d,90x30,0,0,0 *
        %begin 1795375923 280 1
        can't find pane: %9
        %error 1795375923 280 1
        %output no-pane text
        %output %99999999999999 text
        %exit

        """;

    private const string Events = """
        change
        reply 1: %0 3 2 ok
        reply 2: %end 1795375923 272 1|%output %0 forged
        %0: <e>[31mred\ ä<r><n>%end
        %17: x\9<e>
        change
        error 1: can't find pane: %9
        exit

        """;

    [Fact]
    public void Read_OfATalk_TellsWhatHappened() => Assert.Equal(Events, Read(reader => reader.Read(Encoding.UTF8.GetBytes(Talk))));

    [Fact]
    public void Read_OfATalkInTwoPieces_TellsTheSameWhereverItIsCut()
    {
        byte[] talk = Encoding.UTF8.GetBytes(Talk);
        for (int cut = 0; cut <= talk.Length; cut++)
        {
            Assert.Equal(Events, Read(reader =>
            {
                reader.Read(talk.AsSpan(0, cut));
                reader.Read(talk.AsSpan(cut));
            }));
        }
    }

    [Fact]
    public void Read_OfATalkByteByByte_TellsTheSame() => Assert.Equal(Events, Read(reader =>
    {
        foreach (byte b in Encoding.UTF8.GetBytes(Talk))
            reader.Read([b]);
    }));

    [Fact]
    public void Read_OfAnythingBroken_NeverThrows()
    {
        byte[] talk = Encoding.UTF8.GetBytes(Talk);
        var random = new Random(8);
        for (int run = 0; run < 5_000; run++)
        {
            byte[] broken = [.. talk];
            for (int i = random.Next(1, 30); i > 0; i--)
                broken[random.Next(broken.Length)] = random.Next(3) == 0 ? (byte)'\n' : (byte)random.Next(256);
            Read(reader =>
            {
                for (int at = 0; at < broken.Length;)
                {
                    int length = Math.Min(random.Next(1, 60), broken.Length - at);
                    reader.Read(broken.AsSpan(at, length));
                    at += length;
                }
            });
        }
    }

    [Fact]
    public void Read_OfALineWithoutEnd_DropsItAndGoesOn()
    {
        string events = Read(reader =>
        {
            byte[] part = new byte[64 * 1024];
            part.AsSpan().Fill((byte)'x');
            for (int i = 0; i < 2 * TmuxReader.LongestLine / part.Length; i++)
                reader.Read(part);
            reader.Read("\n%exit\n"u8);
        });

        Assert.Equal("exit\n", events);
    }

    [Theory]
    [InlineData("", "")]
    [InlineData(@"\000\377", "\0\u00ff")]
    [InlineData(@"a\134\134b", @"a\\b")]
    [InlineData(@"\", @"\")]
    [InlineData(@"\01", @"\01")]
    [InlineData(@"\400\08x", @"\400\08x")]
    public void Unescape_OfOctalDigits_GivesTheirByte(string text, string expected)
    {
        byte[] bytes = new byte[text.Length];

        int length = TmuxReader.Unescape(Encoding.Latin1.GetBytes(text), bytes);

        Assert.Equal(expected, Encoding.Latin1.GetString(bytes, 0, length));
    }

    private static string Read(Action<TmuxReader> read)
    {
        var events = new Recorder();
        read(new TmuxReader(events));
        return events.Text.ToString();
    }

    /// <summary>The first line of an answer may say how many lines the next one has.</summary>
    private sealed class Recorder : ITmuxEvents
    {
        public StringBuilder Text { get; } = new();

        public void OnOutput(int pane, ReadOnlySpan<byte> output) =>
            Text.Append($"%{pane}: {Encoding.UTF8.GetString(output).Replace("\e", "<e>").Replace("\r", "<r>").Replace("\n", "<n>")}\n");

        public int OnReply(bool isError, IReadOnlyList<ReadOnlyMemory<byte>> lines)
        {
            string[] texts = [.. lines.Select(line => Encoding.UTF8.GetString(line.Span))];
            Text.Append($"{(isError ? "error" : "reply")} {lines.Count}: {string.Join('|', texts)}\n");
            return texts is [var first, ..] && first.Split(' ') is [_, _, var owed, "ok"] && int.TryParse(owed, out int count) ? count : 0;
        }

        public void OnChange() => Text.Append("change\n");

        public void OnExit() => Text.Append("exit\n");
    }
}
