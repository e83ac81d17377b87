namespace PromptWatcher.Terminal;

/// <summary>The colours that a query gets told: a dark screen and xterm's 256 colours. Nothing that a program sets changes them.</summary>
internal static class Palette
{
    public static (byte Red, byte Green, byte Blue) Foreground => (0xd4, 0xd4, 0xd4);

    public static (byte Red, byte Green, byte Blue) Background => (0x1e, 0x1e, 0x1e);

    /// <summary>xterm's own sixteen, from its 256colres.h.</summary>
    private static ReadOnlySpan<int> Named =>
    [
        0x000000, 0xcd0000, 0x00cd00, 0xcdcd00, 0x0000ee, 0xcd00cd, 0x00cdcd, 0xe5e5e5,
        0x7f7f7f, 0xff0000, 0x00ff00, 0xffff00, 0x5c5cff, 0xff00ff, 0x00ffff, 0xffffff,
    ];

    /// <summary>An indexed colour: 16 named ones, a cube of 6 x 6 x 6, 24 greys.</summary>
    public static (byte Red, byte Green, byte Blue) Rgb(byte index)
    {
        if (index < Named.Length)
            return ((byte)(Named[index] >> 16), (byte)(Named[index] >> 8), (byte)Named[index]);
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
