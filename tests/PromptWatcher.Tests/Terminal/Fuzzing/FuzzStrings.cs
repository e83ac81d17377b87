using System.Text;
using PromptWatcher.Terminal;

namespace PromptWatcher.Tests.Terminal.Fuzzing;

/// <summary>OSC, DCS, APC, PM and SOS strings of every kind in use: whole, cut short, never ended, far too long.</summary>
internal static class FuzzStrings
{
    private static readonly string[] s_commands =
    [
        "0;title", "1;icon", "2;ti\u0301tle 世界", "4;1;?", "4;1;rgb:ff/00/7f;2;#abc", "4;256;red", "7;file://host/tmp", "7;kitty-shell-cwd://h/p", "8;;http://example.org/a", "8;id=1;http://example.org/b",
        "8;;", "9;done", "9;4;1;50", "9;4;0", "9;4;5;999", "9;9;C:\\x", "10;?", "11;?", "10;?;?;?", "12;#123456", "17;?", "19;?", "52;c;aGVsbG8=", "52;;?", "52;p;!", "99;i=1:d=0;hi", "99;;x", "104", "104;1;2",
        "110", "111", "112", "133;A", "133;B", "133;C;cmdline=ls", "133;D;0", "133;D;-1", "133;P;k=s", "633;A", "633;B", "633;C", "633;D;1", "633;E;ls\\x3b -la;nonce", "633;P;Cwd=/tmp", "777;notify;t;b",
        "1337;CurrentDir=/x", "1337;File=inline=1:AAAA", "7501;?", "7501;state=working:id=a/b", "7501;state=clear:id=a",
        "7501;state=idle:id=a:ttl=5", "7501;", "99;p=body;x", "52;c;?", "22;pointer", "50;font", "", ";", "?", "99999999999;x", "-1;x", "0", "2;", "8", "8;",
    ];

    private static readonly string[] s_deviceControls =
        ["$qm", "$q\"p", "$q q", "$qr", "$qs", "+q544e", "q#0;2;0;0;0~~", "1;0;0q!999~", "1$r0m", "0;1|17/17", "=1s", "=2s", "{", "tmux;\e\e]0;x\a"];

    private static readonly string[] s_ends = ["\a", "\e\\", "", "\x18", "\x1a", "\e", "\u009c", "\n", "\e[", "\e]"];

    public static void Append(Random random, List<byte> to)
    {
        char introducer = random.Next(2) == 0 ? ']' : "]P_^X"[random.Next(5)];
        to.Add(0x1b);
        to.Add((byte)introducer);
        Add(to, introducer switch
        {
            ']' => s_commands[random.Next(s_commands.Length)],
            'P' => s_deviceControls[random.Next(s_deviceControls.Length)],
            _ => "Ga=T,f=100;AAAA",
        });

        switch (random.Next(12))
        {
            case 0:
                Fill(to, random.Next(1, 300), random);
                break;
            case 1:
                Fill(to, VtParser.MaxStringLength - to.Count + random.Next(-20, 40), random);
                break;
            case 2:
                FuzzText.Append(random, to);
                break;
            case 3:
                to.Add((byte)random.Next(0x20));
                break;
        }

        Add(to, random.Next(3) > 0 ? s_ends[random.Next(2)] : s_ends[random.Next(s_ends.Length)]);
    }

    private static void Fill(List<byte> to, int count, Random random)
    {
        byte fill = (byte)random.Next(0x20, 0x100);
        for (; count > 0; count--)
            to.Add(fill);
    }

    private static void Add(List<byte> to, string text) => to.AddRange(Encoding.UTF8.GetBytes(text));
}
