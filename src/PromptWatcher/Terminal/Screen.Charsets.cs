namespace PromptWatcher.Terminal;

public sealed partial class Screen
{
    /// <summary>Which of G0 to G3 hold the DEC line-drawing set, one bit each.</summary>
    private int _graphicSets;
    private int _activeSet;
    private int _singleSet = -1;

    /// <summary>No mode or charset wants to look at each character.</summary>
    private bool _isPlain = true;

    /// <summary>DEC Special Graphics from 0x5F on (vt100.net/docs/vt102-ug/table5-13.html).</summary>
    private static ReadOnlySpan<char> LineDrawing => " ◆▒␉␌␍␊°±␤␋┘┐┌└┼⎺⎻─⎼⎽├┤┴┬│≤≥π≠£·";

    private void DesignateCharset(int set, byte charset)
    {
        _graphicSets = charset == '0' ? _graphicSets | 1 << set : _graphicSets & ~(1 << set);
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

        bool isGraphic = (_graphicSets >> set & 1) != 0 && codePoint is >= 0x5f and <= 0x7e;
        return isGraphic ? LineDrawing[codePoint - 0x5f] : codePoint;
    }

    private void UpdatePlain() =>
        _isPlain = _singleSet < 0 && (_graphicSets >> _activeSet & 1) == 0 && !Has(ScreenModes.Insert) && Has(ScreenModes.AutoWrap);
}
