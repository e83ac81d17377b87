namespace PromptWatcher.Terminal;

public sealed partial class Screen
{
    /// <summary>The sets that programs still use; the national ones would need mode 42, which nobody sets.</summary>
    internal enum Charset
    {
        Ascii, LineDrawing, British, Latin1, Supplemental, Technical,
    }

    /// <summary>Bits of one of G0 to G3 in <see cref="_charsets"/>.</summary>
    internal const int CharsetBits = 4;

    /// <summary>G0 to G3 in one number, so that saving the cursor copies nothing else.</summary>
    private int _charsets;
    private int _activeSet;
    private int _singleSet = -1;

    /// <summary>No mode or charset wants to look at each character.</summary>
    private bool _isPlain = true;

    /// <summary>DEC Special Graphics from 0x5F on (vt100.net/docs/vt102-ug/table5-13.html).</summary>
    private static ReadOnlySpan<char> LineDrawing => " ◆▒␉␌␍␊°±␤␋┘┐┌└┼⎺⎻─⎼⎽├┤┴┬│≤≥π≠£·";

    /// <summary>DEC Supplemental Graphics from 0x21 on: Latin-1 before it was finished. Free places show a turned question mark, as on DEC's terminals.</summary>
    private static ReadOnlySpan<char> Supplemental =>
        "¡¢£⸮¥⸮§¤©ª«⸮⸮⸮⸮°±²³⸮µ¶·⸮¹º»¼½⸮¿ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏ⸮ÑÒÓÔÕÖŒØÙÚÛÜŸ⸮ßàáâãäåæçèéêëìíîï⸮ñòóôõöœøùúûüÿ⸮";

    /// <summary>DEC Technical from 0x21 on.</summary>
    private static ReadOnlySpan<char> Technical =>
        "⎷┌─⌠⌡│⎡⎣⎤⎦⎧⎩⎫⎭⎨⎬⸮⸮⸮⸮⸮⸮⸮⸮⸮⸮⸮≤≠≥∫∴∝∞÷Δ∇ΦΓ∼≃Θ×Λ⇔⇒≡ΠΨ⸮Σ⸮⸮√ΩΞΥ⊂⊃∩∪∧∨¬αβχδεφγηιθκλ⸮ν∂πψρστ⸮ƒωξυζ←↑→↓";

    /// <summary>SCS: <c>( ) * +</c> name G0 to G3 for a set of 94 characters, <c>- . /</c> G1 to G3 for one of 96.</summary>
    private void DesignateCharset(VtCommand command)
    {
        Charset charset = (command.SecondIntermediate, command.Final) switch
        {
            (0, (byte)'0') => Charset.LineDrawing,
            (0, (byte)'A') => command.Intermediate < '-' ? Charset.British : Charset.Latin1,
            (0, (byte)'<') or ((byte)'%', (byte)'5') => Charset.Supplemental,
            (0, (byte)'>') => Charset.Technical,
            _ => Charset.Ascii,
        };
        int set = command.Intermediate - (command.Intermediate < '-' ? '(' : '-' - 1);
        _charsets = _charsets & ~(0xf << set * CharsetBits) | (int)charset << set * CharsetBits;
        UpdatePlain();
    }

    private void ShiftCharset(int set)
    {
        _activeSet = set;
        UpdatePlain();
    }

    private void SingleShift(int set)
    {
        _singleSet = set;
        UpdatePlain();
    }

    private int Translate(int codePoint)
    {
        int set = _activeSet;
        if (_singleSet >= 0)
        {
            set = _singleSet;
            SingleShift(-1);
        }

        if (codePoint is <= ' ' or > '~')
            return codePoint;
        return CharsetIn(set) switch
        {
            Charset.LineDrawing when codePoint >= 0x5f => LineDrawing[codePoint - 0x5f],
            Charset.British when codePoint == '#' => '£',
            Charset.Latin1 => codePoint + 0x80,
            Charset.Supplemental => Supplemental[codePoint - 0x21],
            Charset.Technical => Technical[codePoint - 0x21],
            _ => codePoint,
        };
    }

    private Charset CharsetIn(int set) => (Charset)(_charsets >> set * CharsetBits & 0xf);

    private void UpdatePlain() =>
        _isPlain = _singleSet < 0 && CharsetIn(_activeSet) == Charset.Ascii && !Has(ScreenModes.Insert) && Has(ScreenModes.AutoWrap)
            && !HasSideMargins && !_hasLineSizes;
}
