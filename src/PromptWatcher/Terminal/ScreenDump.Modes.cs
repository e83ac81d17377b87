namespace PromptWatcher.Terminal;

public static partial class ScreenDump
{
    /// <summary>Modes that are written where they must be: they move the cursor, or what follows would not be seen.</summary>
    private const ScreenModes PlacedModes = ScreenModes.Origin | ScreenModes.SideMargins | ScreenModes.WideColumns | ScreenModes.Synchronized;

    /// <summary>The private modes by number.</summary>
    private static readonly short[] s_privateModes =
        [1, 3, 5, 6, 7, 9, 12, 25, 40, 45, 66, 67, 69, 95, 1000, 1002, 1003, 1004, 1005, 1006, 1007, 1015, 1016, 2004, 2026, 2027, 2031];

    private static readonly short[] s_ansiModes = [2, 4, 12, 20];

    /// <summary>What XTSAVE has kept, and DECCOLM, which clears the screen: both before anything is drawn.</summary>
    private static void WriteSavedModes(Screen screen, scoped ref DumpWriter writer)
    {
        ScreenModes changed = screen.SavedModes ^ ScreenModes.Initial;
        bool isWide = (screen.Modes & ScreenModes.WideColumns) != 0;
        if (changed == ScreenModes.None && !isWide)
            return;
        // Mode 40 allows DECCOLM, so it stays set meanwhile.
        WriteMode(ref writer, 40, 'h');
        if ((changed & ScreenModes.ColumnSwitch) != 0)
            WriteMode(ref writer, 40, 's');
        foreach (short number in s_privateModes)
        {
            ScreenModes mode = Screen.PrivateMode(number);
            if ((changed & mode & ~ScreenModes.ColumnSwitch) == 0)
                continue;
            bool isSaved = (screen.SavedModes & mode) != 0;
            WriteMode(ref writer, number, isSaved ? 'h' : 'l');
            WriteMode(ref writer, number, 's');
            WriteMode(ref writer, number, isSaved ? 'l' : 'h');
        }

        if (isWide)
            WriteMode(ref writer, 3, 'h');
        WriteMode(ref writer, 40, 'l');
    }

    private static void WriteMode(scoped ref DumpWriter writer, int number, char final)
    {
        writer.Append("\e[?"u8);
        writer.Append(number);
        writer.Append((byte)final);
    }

    private static void WriteModes(Screen screen, scoped ref DumpWriter writer)
    {
        ScreenModes set = screen.Modes & ~ScreenModes.Initial & ~PlacedModes;
        ScreenModes reset = ScreenModes.Initial & ~screen.Modes;
        WriteModes(ref writer, set, isPrivate: true, (byte)'h');
        WriteModes(ref writer, reset, isPrivate: true, (byte)'l');
        WriteModes(ref writer, set, isPrivate: false, (byte)'h');
        WriteModes(ref writer, reset, isPrivate: false, (byte)'l');
    }

    /// <summary>All of them in one sequence.</summary>
    private static void WriteModes(scoped ref DumpWriter writer, ScreenModes modes, bool isPrivate, byte final)
    {
        bool isOpen = false;
        foreach (short number in isPrivate ? s_privateModes : s_ansiModes)
        {
            if ((modes & (isPrivate ? Screen.PrivateMode(number) : Screen.AnsiMode(number))) == 0)
                continue;
            writer.Append(isOpen ? ";"u8 : isPrivate ? "\e[?"u8 : "\e["u8);
            writer.Append(number);
            isOpen = true;
        }

        if (isOpen)
            writer.Append(final);
    }
}
