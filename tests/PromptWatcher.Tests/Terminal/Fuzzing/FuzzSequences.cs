using System.Text;

namespace PromptWatcher.Tests.Terminal.Fuzzing;

/// <summary>Controls, escape sequences and control sequences: those that mean something, and all that could be written.</summary>
internal static class FuzzSequences
{
    private const string Finals = "@ABCDEFGHIJKLMPSTXZ`abcdefghilmnqrstu";

    private static readonly string[] s_marked = [" @", " A", "'}", "'~", " q", "*x", "\"q"];

    private static readonly int[] s_modes =
    [
        1, 2, 3, 4, 5, 6, 7, 8, 9, 12, 20, 25, 40, 41, 42, 45, 47, 66, 67, 69, 80, 95, 1000, 1001, 1002, 1003, 1004, 1005, 1006, 1007, 1010, 1015, 1016,
        1034, 1042, 1045, 1046, 1047, 1048, 1049, 2004, 2026, 2027, 2031, 2048, 9999,
    ];

    private static readonly string[] s_known =
    [
        "\e7", "\e8", "\eD", "\eE", "\eH", "\eM", "\eN", "\eO", "\ec", "\e=", "\e>", "\e#8", "\e#3", "\e#6", "\e6", "\e9", "\eV", "\eW", "\eZ", "\el", "\em", "\en", "\eo", "\e|", "\e}", "\e~",
        "\e(0", "\e(B", "\e(A", "\e)0", "\e*0", "\e+0", "\e-A", "\e%G", "\e%@", "\e F", "\e G", "\x0e", "\x0f",
        "\e[!p", "\e[c", "\e[>c", "\e[=c", "\e[>q", "\e[5n", "\e[6n", "\e[?6n", "\e[?15n", "\e[?996n", "\e[14t", "\e[18t", "\e[21t", "\e[22t", "\e[22;2t", "\e[23t", "\e[23;0t",
        "\e[s", "\e[u", "\e[?s", "\e[?u", "\e[>1u", "\e[>31u", "\e[<u", "\e[<9u", "\e[=5;2u", "\e[=3;3u", "\e[>4;2m", "\e[>4m", "\e[?4m", "\e[0 q", "\e[5 q", "\e[1\"q", "\e[2\"q", "\e[0\"q",
        "\e[?5W", "\e[0g", "\e[3g", "\e[2*x", "\e[*x", "\e[?1049h", "\e[?1049l", "\e[?1047h", "\e[?47l", "\e[?7l", "\e[?7h", "\e[4h", "\e[4l", "\e[?6h", "\e[?45h", "\e[?69h", "\e[?69l", "\e[20h",
        "\e[?2027h", "\e[?2027l", "\e[?2026h", "\e[?2026l", "\e[61;1\"p", "\e[62\"p", "\e[#{", "\e[#}", "\e[#P", "\e[#Q", "\e[3;6s", "\e[?69h\e[3;6s", "\e#5", "\e[?40;3h", "\e(>", "\e[?1$p", "\e[4$p", "\e[?2027$p", "\e[r", "\e[H", "\e[2J", "\e[3J", "\e[K",
        "\e[J", "\e[1J", "\e[?J", "\e[?2J", "\e[?1K", "\r", "\n", "\b", "\t", "\r\n", "\v", "\f", "\a", "\0", "\x18", "\x1a", "\x05",
    ];

    /// <summary>A sequence that is in use, as it is written most often.</summary>
    public static void AppendKnown(Random random, List<byte> to) => Add(to, s_known[random.Next(s_known.Length)]);

    /// <summary>A control sequence in use, with parameters that reach the edges.</summary>
    public static void AppendControl(Random random, List<byte> to)
    {
        switch (random.Next(8))
        {
            case 0:
                AppendRendition(random, to);
                break;
            case 1:
                Add(to, "\e[" + (random.Next(4) == 0 ? "" : "?") + Modes(random) + "hlrs"[random.Next(4) == 0 ? random.Next(4) : random.Next(2)]);
                break;
            case 2:
                Add(to, $"\e[{Number(random)};{Number(random)}{"rsHf"[random.Next(4)]}");
                break;
            case 3:
                Add(to, $"\e[{Number(random)};{Number(random)};{Number(random)};{Number(random)};{Number(random)}${"rtvxz{"[random.Next(6)]}");
                break;
            case 4:
                Add(to, $"\e[{Number(random)}{s_marked[random.Next(s_marked.Length)]}");
                break;
            default:
                Add(to, $"\e[{Number(random)}{Finals[random.Next(Finals.Length)]}");
                break;
        }
    }

    /// <summary>Anything that has the form of a sequence, or nearly.</summary>
    public static void AppendAny(Random random, List<byte> to)
    {
        to.Add(0x1b);
        if (random.Next(4) == 0)
        {
            Intermediates(random, to);
            to.Add((byte)random.Next(0x30, 0x7f));
            return;
        }

        to.Add((byte)'[');
        if (random.Next(3) == 0)
            to.Add((byte)random.Next(0x3c, 0x40));
        int count = random.Next(6) == 0 ? random.Next(1, 60) : random.Next(4);
        for (int i = 0; i < count; i++)
        {
            Add(to, Number(random));
            if (i < count - 1)
                to.Add((byte)(random.Next(6) == 0 ? ':' : ';'));
            if (random.Next(20) == 0)
                to.Add((byte)random.Next(0x20));
        }

        if (random.Next(30) == 0)
            to.Add((byte)random.Next(0x3c, 0x40));
        Intermediates(random, to);
        if (random.Next(20) > 0)
            to.Add((byte)random.Next(0x40, 0x7f));
    }

    /// <summary>SGR, with and without sub-parameters.</summary>
    public static void AppendRendition(Random random, List<byte> to)
    {
        Add(to, "\e[");
        for (int count = random.Next(1, 5); count > 0; count--)
        {
            Add(to, random.Next(8) switch
            {
                0 => $"{(random.Next(3) * 10) + 38};5;{random.Next(300)}",
                1 => $"{(random.Next(3) * 10) + 38};2;{random.Next(300)};{random.Next(256)};{random.Next(256)}",
                2 => $"{(random.Next(3) * 10) + 38}:2::{random.Next(256)}:{random.Next(256)}:{random.Next(256)}",
                3 => $"4:{random.Next(7)}",
                4 => "",
                _ => $"{random.Next(110)}",
            });
            if (count > 1)
                to.Add((byte)';');
        }

        to.Add((byte)'m');
    }

    private static string Number(Random random) => random.Next(12) switch
    {
        0 => "",
        1 => "0",
        2 => "1",
        3 => "65535",
        4 => "65536",
        5 => "99999999999999999999",
        6 => $"{random.Next(1_000)}",
        7 => $"{random.Next(100_000)}",
        _ => $"{random.Next(14)}",
    };

    private static string Modes(Random random) =>
        string.Join(';', Enumerable.Range(0, random.Next(5) == 0 ? random.Next(1, 6) : 1).Select(_ => s_modes[random.Next(s_modes.Length)]));

    private static void Intermediates(Random random, List<byte> to)
    {
        for (int count = random.Next(3) > 0 ? 0 : random.Next(1, 5); count > 0; count--)
            to.Add((byte)random.Next(0x20, 0x30));
    }

    private static void Add(List<byte> to, string text) => to.AddRange(Encoding.UTF8.GetBytes(text));
}
