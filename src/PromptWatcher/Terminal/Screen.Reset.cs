namespace PromptWatcher.Terminal;

public sealed partial class Screen
{
    /// <summary>RIS: as after the start, without what had scrolled off.</summary>
    private void Reset()
    {
        _modes = _savedModes = _initialModes;
        _buffer = _primary;
        _hasLineSizes = false;
        _isGuarded = _changesBoxes = false;
        ResetMargins();
        SetPen(default);
        _alternate?.ClearRows(0, _rows - 1, 0);
        _primary.ClearRows(0, _rows - 1, 0);
        _primary.Scrollback!.Clear();
        _clusters.Clear();
        MoveTo(0, 0);
        (_savedPrimary, _savedAlternate) = (default, default);
        ResetCharsets();
        ResetTabStops(0);
        Array.Clear(_primaryKeyboard);
        Array.Clear(_alternateKeyboard);
        ModifiedKeys = 0;
        CursorShape = 0;
        _lastPrinted = 0;
        _titleCount = 0;
        _title.Set(default(ReadOnlySpan<byte>));
        Progress = default;
        _markKind = ShellMarkKind.None;
        _colors.Reset();
        ProgramStatus.Clear();
        TouchAll();
    }

    /// <summary>DECSTR: modes and rendition as after the start; the picture and the cursor stay.</summary>
    private void SoftReset()
    {
        const ScreenModes reset = ScreenModes.Insert | ScreenModes.Origin | ScreenModes.ApplicationCursorKeys | ScreenModes.ApplicationKeypad
            | ScreenModes.SideMargins | ScreenModes.ReverseWrap | ScreenModes.KeyboardLock;
        const ScreenModes set = ScreenModes.AutoWrap | ScreenModes.CursorVisible;
        _modes = _modes & ~reset | set;
        _isGuarded = false;
        ResetMargins();
        SetPen(default);
        Saved = default;
        ResetCharsets();
    }

    private void ResetCharsets()
    {
        _charsets = 0;
        _activeSet = 0;
        _singleSet = -1;
        UpdatePlain();
    }
}
