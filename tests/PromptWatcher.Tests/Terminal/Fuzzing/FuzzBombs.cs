using System.Text;

namespace PromptWatcher.Tests.Terminal.Fuzzing;

/// <summary>Much for little: huge counts, marks without end, every cell a style, a link or a title of its own.</summary>
internal static class FuzzBombs
{
    /// <summary>Kinds of bombs, by name; a number makes each piece another one.</summary>
    public static IReadOnlyList<(string Name, Func<int, string> Piece)> All { get; } =
    [
        ("repeat", _ => "x\e[65535b"),
        ("repeat wide", _ => "世\e[99999999b"),
        ("scroll up", _ => "\e[65535S"),
        ("scroll down", _ => "\e[65535T"),
        ("insert lines", _ => "\e[65535L"),
        ("delete lines", _ => "\e[65535M"),
        ("insert cells", _ => "\e[65535@"),
        ("delete cells", _ => "\e[65535P"),
        ("erase cells", _ => "\e[65535X"),
        ("tabs", _ => "\e[65535I\e[65535Z"),
        ("columns", _ => "\e[65535'}\e[65535'~\e[65535 @\e[65535 A"),
        ("fill", _ => "\e#8"),
        ("marks", _ => "\u0301"),
        ("marks on every cell", i => $"e\u0301\u0308{(char)(0x300 + (i & 0x3f))}{(char)(0x300 + (i >> 6 & 0x3f))}"),
        ("clusters", i => $"👩\u200d{(char)(0x2600 + (i & 0xff))}{(char)(0x300 + (i >> 8 & 0x3f))}"),
        ("joiners", _ => "👩\u200d"),
        ("flags", _ => "🇩"),
        ("variation selectors", _ => "❤\ufe0f"),
        ("styles", i => $"\e[38;2;{i & 0xff};{i >> 8 & 0xff};{i >> 16 & 0xff}mx"),
        ("underline colours", i => $"\e[4:3;58:2::{i & 0xff}:{i >> 8 & 0xff}:{i >> 16 & 0xff}mx"),
        ("links", i => $"\e]8;id={i};http://example.org/{i}\e\\x"),
        ("long links", i => $"\e]8;;http://example.org/{i}/{new string('l', 2_000)}\e\\x"),
        ("titles", i => $"\e]2;{i}{new string('t', 200)}\a\e[22t"),
        ("palette", i => $"\e]4;{i & 0xff};rgb:{i & 0xff:x2}/00/{i >> 8 & 0xff:x2}\a"),
        ("questions", _ => "\e[c\e[6n\e]11;?\a\e[?2026$p\e]4;0;?;1;?;2;?\a"),
        ("keyboards", i => $"\e[>{i & 31}u"),
        ("saved cursors", _ => "\e7\e[s\e[?1048h"),
        ("screens", _ => "\e[?1049h\e[?1049l"),
        ("shell marks", i => $"\e]133;{"ABCD"[i & 3]}\a\e]633;E;{i}\a"),
        ("notifications", i => $"\e]9;{i} {new string('n', 100)}\a\e]99;i={i}:d=0;{i}\a\e]777;notify;{i};b\a"),
        ("program states", i => $"\e]7501;state=working:id=a/{i}\a"),
        ("parameters", i => $"\e[{string.Concat(Enumerable.Repeat($"{i}:{i};", 40))}m"),
        ("intermediates", _ => "\e[" + new string('$', 100) + "p"),
        ("joined clusters", i => $"\e[?2027h👩\u200d{(char)(0x2600 + (i & 0xff))}🇩🇪e\u0301"),
        ("unended command", _ => "\e]0;" + new string('u', 500)),
        ("unended data", i => (i == 0 ? "\eP" : "") + new string('d', 500)),
        ("lines", i => $"line {i} with some words on it\r\n"),
    ];

    public static void Append(Random random, List<byte> to)
    {
        (_, Func<int, string> piece) = All[random.Next(All.Count)];
        int first = random.Next(1 << 24);
        for (int i = 0, count = random.Next(1, 30); i < count; i++)
            to.AddRange(Encoding.UTF8.GetBytes(piece(first + i)));
    }
}
