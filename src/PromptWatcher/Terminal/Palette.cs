namespace PromptWatcher.Terminal;

/// <summary>The colours that a query gets told: a dark screen and xterm's 256 colours. Nothing that a program sets changes them.</summary>
internal static class Palette
{
    public static (byte Red, byte Green, byte Blue) Foreground => (0xd4, 0xd4, 0xd4);

    public static (byte Red, byte Green, byte Blue) Background => (0x1e, 0x1e, 0x1e);

    /// <summary>xterm's own sixteen, from its 256colres.h.</summary>
    private static ReadOnlySpan<byte> Named =>
    [
        0x00, 0x00, 0x00, 0xcd, 0x00, 0x00, 0x00, 0xcd, 0x00, 0xcd, 0xcd, 0x00,
        0x00, 0x00, 0xee, 0xcd, 0x00, 0xcd, 0x00, 0xcd, 0xcd, 0xe5, 0xe5, 0xe5,
        0x7f, 0x7f, 0x7f, 0xff, 0x00, 0x00, 0x00, 0xff, 0x00, 0xff, 0xff, 0x00,
        0x5c, 0x5c, 0xff, 0xff, 0x00, 0xff, 0x00, 0xff, 0xff, 0xff, 0xff, 0xff,
    ];

    /// <summary>An indexed colour: 16 named ones, a cube of 6 x 6 x 6, 24 greys.</summary>
    public static (byte Red, byte Green, byte Blue) Rgb(byte index)
    {
        if (index < 16)
            return (Named[3 * index], Named[3 * index + 1], Named[3 * index + 2]);
        if (index >= 232)
        {
            byte grey = (byte)(8 + 10 * (index - 232));
            return (grey, grey, grey);
        }

        int cube = index - 16;
        return (Level(cube / 36), Level(cube / 6 % 6), Level(cube % 6));
    }

    private static byte Level(int step) => (byte)(step == 0 ? 0 : 55 + 40 * step);
}
