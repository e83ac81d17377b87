using System.Text;

namespace PromptWatcher.Tests.Terminal;

/// <summary>Hostile output: raw bytes, and pieces of sequences put together in any order.</summary>
internal static class FuzzInput
{
    private static readonly string[] s_pieces =
    [
        "\e[", "\e]", "\eP", "\e_", "\e^", "\eX", "\e\\", "\a", "\e", "\r", "\n", "\t", "\b", "\v", ";", ":", "?", ">", "<", "=", "!", "$", "'",
        " ", "0", "1", "2", "7", "38", "48", "1049", "2026", "47", "6", "65535", "99999999", "m", "H", "J", "K", "L", "M", "P", "@", "S", "T",
        "X", "Z", "b", "r", "h", "l", "s", "u", "t", "n", "c", "q", "p", "}", "~", "\ec", "\eD", "\eM", "\e7", "\e8", "\e#8", "\e(0", "\e(B",
        "\x0e", "\x0f", "\x18", "\x1a", "\x7f", "abc", "é", "世界", "😀", "e\u0301", "\u200d", "\ufe0f", "0;title", "4;1;?", "133;B", "9;4;1;50",
        "\e[4h", "\e[?7l", "\e[?45h", "\e[?6h", "\e[3;7r", "\e[?1049h", "\e[?1049l", "\e[1;31;48;2;1;2;3m", "\e[?1047h", "\e[?69h", "\eN", "\eO",
        "\e[3;6s", "\e[?69l", "\e6", "\e9", "\e#3", "\e#5", "\e#6", "\e[?40;3h", "\e[!p", "\eV", "\e[1\"q", "\e(>", "\e-A", "|", "{", "x", "z", "v",
        "\e[88;1;2;4;6$x", "\e[1;2;4;6$z", "\e[1;2;4;6${", "\e[1;1;3;5;1;2;3$v", "\e[1;2;3;6;1;4$r", "\e[1;2;3;6;1;4$t", "\e[2*x",
        "\e[?2027h", "❤\ufe0f", "⌚\ufe0e", "🇩🇪", "👩‍💻", "\e]8;id=1;u\a", "\e]8;;\a", "\e]7501;state=working:id=a/b\a", "\e]7501;state=clear:id=a\a",
        "99;p=body;x", "\e]4;1;#fff\a", "\e]133;A\a", "633;E;x", "7;file:///x", "\e]104\a", "52;c;?", "1337;File=",
    ];

    public static byte[] Next(Random random, int length)
    {
        var bytes = new List<byte>(length + 32);
        while (bytes.Count < length)
        {
            if (random.Next(4) == 0)
                bytes.Add((byte)random.Next(256));
            else
                bytes.AddRange(Encoding.UTF8.GetBytes(s_pieces[random.Next(s_pieces.Length)]));
        }

        return [.. bytes];
    }
}
