using System.Text;

namespace PromptWatcher.Terminal;

public sealed partial class Screen
{
    private static readonly byte[] s_version =
        Encoding.UTF8.GetBytes($"\eP>|PromptWatcher({typeof(Screen).Assembly.GetName().Version?.ToString(3)})\e\\");

    /// <summary>Nobody draws pixels here; who asks for a cell's size gets a usual one.</summary>
    private const int CellWidth = 8, CellHeight = 16;

    /// <summary>
    /// A VT220 with ANSI colour: enough that programs use colour. Rectangles and margins at the sides are understood and not promised,
    /// because what watches the session may be another terminal, which need not have them.
    /// </summary>
    private void ReportAttributes() => Replies.Add("\e[?62;22c"u8);

    private void ReportSecondaryAttributes() => Replies.Add("\e[>1;10;0c"u8);

    private void ReportTertiaryAttributes() => Replies.Add("\eP!|00000000\e\\"u8);

    private void ReportVersion() => Replies.Add(s_version);

    private void ReportStatus(int what)
    {
        if (what == 5)
            Replies.Add("\e[0n"u8);
        else if (what == 6)
            Replies.Add("\e["u8, ReportedRow, ";"u8, ReportedColumn, "R"u8);
    }

    /// <summary>As xterm says it of a terminal without printer, locator, macros or session management.</summary>
    private void ReportPrivateStatus(int what)
    {
        switch (what)
        {
            case 5: Replies.Add("\e[?0n"u8); break;
            case 6: Replies.Add("\e[?"u8, ReportedRow, ";"u8, ReportedColumn, "R"u8); break;
            case 15: Replies.Add("\e[?13n"u8); break;
            case 25: Replies.Add("\e[?20n"u8); break;
            case 26: Replies.Add("\e[?27;1;0;0n"u8); break;
            case 53 or 55: Replies.Add("\e[?50n"u8); break;
            case 56: Replies.Add("\e[?57;0n"u8); break;
            case 62: Replies.Add("\e[0000*{"u8); break;
            case 75: Replies.Add("\e[?70n"u8); break;
            case 85: Replies.Add("\e[?83n"u8); break;

            // The colour scheme (mode 2031): the default colours are dark.
            case 996: Replies.Add("\e[?997;1n"u8); break;
        }
    }

    private int ReportedRow => (Has(ScreenModes.Origin) ? _row - _top : _row) + 1;

    private int ReportedColumn => (Has(ScreenModes.Origin) ? _column - _left : _column) + 1;

    private void ReportKeyboardFlags() => Replies.Add("\e[?"u8, KeyboardFlags, "u"u8);

    private void ReportModifiedKeys() => Replies.Add("\e[>4;"u8, ModifiedKeys, "m"u8);

    private void ReportPrivateMode(int number) => Replies.Add("\e[?"u8, number, ";"u8, (int)PrivateModeStatus(number), "$y"u8);

    private void ReportAnsiMode(int number) => Replies.Add("\e["u8, number, ";"u8, (int)AnsiModeStatus(number), "$y"u8);

    /// <summary>XTWINOPS: sizes are answered, titles are kept and brought back, and nothing else is done or told.</summary>
    private void WindowOperation(int operation, int what)
    {
        switch (operation)
        {
            case 11: Replies.Add("\e[1t"u8); break;
            case 13: Replies.Add("\e[3;0;0t"u8); break;
            case 14: Replies.Add("\e[4;"u8, _rows * CellHeight, ";"u8, _columns * CellWidth, "t"u8); break;
            case 15: Replies.Add("\e[5;"u8, _rows * CellHeight, ";"u8, _columns * CellWidth, "t"u8); break;
            case 16: Replies.Add("\e[6;"u8, CellHeight, ";"u8, CellWidth, "t"u8); break;
            case 18: Replies.Add("\e[8;"u8, _rows, ";"u8, _columns, "t"u8); break;
            case 19: Replies.Add("\e[9;"u8, _rows, ";"u8, _columns, "t"u8); break;
            case 22 when what is 0 or 2: PushTitle(); break;
            case 23 when what is 0 or 2: PopTitle(); break;
        }
    }

    /// <summary>
    /// DECRQSS and XTGETTCAP get the "invalid" answer, which is a fact and echoes nothing; of pictures the bytes are counted, and
    /// other strings are only consumed.
    /// </summary>
    private void ControlString(VtCommand introducer, scoped ReadOnlySpan<byte> payload, long length)
    {
        bool isKittyPicture = introducer.Value == '_' && payload.StartsWith("G"u8);
        if (isKittyPicture || introducer.Value == 'P' && IsSixel(payload))
            ImageBytes += length;
        if (introducer.Value != 'P' || length > payload.Length)
            return;
        if (payload.StartsWith("$q"u8))
            Replies.Add("\eP0$r\e\\"u8);
        else if (payload.StartsWith("+q"u8))
            Replies.Add("\eP0+r\e\\"u8);
    }

    /// <summary>Numbers and a <c>q</c> begin a sixel picture.</summary>
    private static bool IsSixel(scoped ReadOnlySpan<byte> payload)
    {
        int end = payload.IndexOfAnyExceptInRange((byte)'0', (byte)';');
        return end >= 0 && payload[end] == 'q';
    }
}
