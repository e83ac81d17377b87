using System.Buffers.Text;

namespace PromptWatcher.Terminal;

public sealed partial class Screen
{
    /// <summary>A VT220 with ANSI colour: enough that programs use colour, and no promise that a screen here would break.</summary>
    private void ReportAttributes() => Replies.Add("\e[?62;22c"u8);

    private void ReportSecondaryAttributes() => Replies.Add("\e[>1;10;0c"u8);

    private void ReportVersion() => Replies.Add("\eP>|PromptWatcher(0.1.0)\e\\"u8);

    private void ReportStatus(int what)
    {
        if (what == 5)
            Replies.Add("\e[0n"u8);
        else if (what == 6)
            Replies.Add("\e["u8, ReportedRow, ";"u8, _column + 1, "R"u8);
    }

    private void ReportPrivateStatus(int what)
    {
        // 996 asks for the colour scheme (mode 2031); the default colours are dark.
        if (what == 6)
            Replies.Add("\e[?"u8, ReportedRow, ";"u8, _column + 1, "R"u8);
        else if (what == 996)
            Replies.Add("\e[?997;1n"u8);
    }

    private int ReportedRow => (Has(ScreenModes.Origin) ? _row - _top : _row) + 1;

    private void ReportKeyboardFlags() => Replies.Add("\e[?"u8, KeyboardFlags, "u"u8);

    private void ReportPrivateMode(int number)
    {
        ScreenModes mode = PrivateMode(number);
        bool isSet = number is 47 or 1047 or 1049 ? IsAlternate : Has(mode);
        bool isKnown = mode != ScreenModes.None || number is 47 or 1047 or 1049;
        Replies.Add("\e[?"u8, number, ";"u8, ModeStatus(isKnown, isSet), "$y"u8);
    }

    private void ReportAnsiMode(int number)
    {
        ScreenModes mode = AnsiMode(number);
        Replies.Add("\e["u8, number, ";"u8, ModeStatus(mode != ScreenModes.None, Has(mode)), "$y"u8);
    }

    /// <summary>DECRPM: 0 not recognized, 1 set, 2 reset.</summary>
    private static int ModeStatus(bool isKnown, bool isSet) => !isKnown ? 0 : isSet ? 1 : 2;

    /// <summary>XTWINOPS: the size in cells is answered, titles are kept and brought back, and nothing else is done or told.</summary>
    private void WindowOperation(int operation, int what)
    {
        switch (operation)
        {
            case 18: Replies.Add("\e[8;"u8, _rows, ";"u8, _columns, "t"u8); break;
            case 22 when what is 0 or 2: PushTitle(); break;
            case 23 when what is 0 or 2: PopTitle(); break;
        }
    }

    /// <summary>DECRQSS and XTGETTCAP get the "invalid" answer, which is a fact and echoes nothing; other strings are only consumed.</summary>
    private void ControlString(VtCommand introducer, scoped ReadOnlySpan<byte> payload, long length)
    {
        if (introducer.Value != 'P' || length > payload.Length)
            return;
        if (payload.StartsWith("$q"u8))
            Replies.Add("\eP0$r\e\\"u8);
        else if (payload.StartsWith("+q"u8))
            Replies.Add("\eP0+r\e\\"u8);
    }

    private static bool TryTakeNumber(scoped ref ReadOnlySpan<byte> text, out int number)
    {
        bool isNumber = Utf8Parser.TryParse(text, out number, out int length);
        text = text[length..];
        return isNumber && number >= 0;
    }
}
