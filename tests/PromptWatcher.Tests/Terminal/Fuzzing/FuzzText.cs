using System.Text;

namespace PromptWatcher.Tests.Terminal.Fuzzing;

/// <summary>Text of every width, and bytes that are no text.</summary>
internal static class FuzzText
{
    private static readonly string[] s_narrow = ["a", "Z", "~", " ", "é", "ß", "─", "│", "╭", "█", "✳", "₿", "ﬁ", "א", "\u00ad", "\u00a0", "\u2028", "\ufffd"];

    private static readonly string[] s_wide = ["世", "界", "한", "ア", "！", "😀", "🚀", "🀄", "\u3000", "𠀀", "\uff01", "⌚"];

    private static readonly string[] s_joining =
    [
        "\u0301", "\u0308", "\u20e3", "\u200d", "\ufe0f", "\ufe0e", "\u200b", "\u200c", "\u0e33", "\u093f", "\u094d", "\u1160", "\u11a8", "\u115f", "\ud83c\udffd", "\U000e0061", "\U000e007f",
        "\u0600", "\u202e", "\u2060", "\ufeff", "\u180e", "\u0d4e",
    ];

    private static readonly string[] s_clusters =
        ["e\u0301", "👩‍💻", "👨‍👩‍👧‍👦", "🇩🇪🇫🇷🇯", "1️⃣", "❤️", "☁︎", "🏳️‍🌈", "👍🏽", "क्षि", "நி", "각", "\u1112\u1161\u11ab", "ก็", "🏴\U000e0067\U000e0062\U000e007f", "ﷺ", "𒐫"];

    private static readonly byte[][] s_malformed =
    [
        [0x80], [0xbf], [0xc0, 0x80], [0xc1, 0xbf], [0xc3], [0xe4, 0xb8], [0xe0, 0x80, 0x80], [0xed, 0xa0, 0x80], [0xed, 0xbf, 0xbf], [0xf0, 0x9f], [0xf0, 0x9f, 0x98],
        [0xf0, 0x80, 0x80, 0x80], [0xf4, 0x90, 0x80, 0x80], [0xf5], [0xff], [0xfe], [0xc2, 0x9b], [0xc2, 0x9c], [0xc2, 0x85], [0xef, 0xbf, 0xbf], [0xef, 0xb7, 0x90], [0xf4, 0x8f, 0xbf, 0xbf],
    ];

    public static void Append(Random random, List<byte> to)
    {
        int count = random.Next(8) == 0 ? random.Next(1, 200) : random.Next(1, 12);
        switch (random.Next(8))
        {
            case 0:
                Repeat(random, to, s_wide, count);
                break;
            case 1:
                Repeat(random, to, s_joining, random.Next(1, 4));
                break;
            case 2:
                Repeat(random, to, s_clusters, random.Next(1, 6));
                break;
            case 3:
                for (; count > 0; count--)
                    to.AddRange(s_malformed[random.Next(s_malformed.Length)]);
                break;
            case 4:
                for (; count > 0; count--)
                    Repeat(random, to, random.Next(4) switch { 0 => s_wide, 1 => s_joining, _ => s_narrow }, 1);
                break;
            case 5:
                for (; count > 0; count--)
                    AppendAnyScalar(random, to);
                break;
            default:
                for (; count > 0; count--)
                    to.Add((byte)random.Next(0x20, 0x7f));
                break;
        }
    }

    private static void Repeat(Random random, List<byte> to, string[] choices, int count)
    {
        for (; count > 0; count--)
            to.AddRange(Encoding.UTF8.GetBytes(choices[random.Next(choices.Length)]));
    }

    private static void AppendAnyScalar(Random random, List<byte> to)
    {
        int value = random.Next(3) == 0 ? random.Next(0x110000) : random.Next(0xa0, 0x3000);
        if (!Rune.TryCreate(value, out Rune rune))
            return;
        Span<byte> utf8 = stackalloc byte[4];
        to.AddRange(utf8[..rune.EncodeToUtf8(utf8)]);
    }
}
