namespace PromptWatcher.Terminal;

public sealed partial class Screen
{
    private readonly ScreenModes _initialModes;

    /// <summary>Where the cursor stood on the primary screen when the alternate one came.</summary>
    private ReflowPoint _hiddenCursor;
    private ScreenModes _modes;

    /// <summary>What XTSAVE keeps for XTRESTORE.</summary>
    private ScreenModes _savedModes;

    /// <summary>Whether the cursor is shown (DECTCEM).</summary>
    public bool IsCursorVisible => Has(ScreenModes.CursorVisible);

    /// <summary>Whether the alternate screen shows, as full-screen programs use it.</summary>
    public bool IsAlternate => _buffer == _alternate;

    /// <summary>Whether the program is in the middle of a synchronized update (mode 2026): what stands here is half a picture.</summary>
    public bool IsSynchronizing => Has(ScreenModes.Synchronized);

    /// <summary>How many synchronized updates the program has ended.</summary>
    internal long EndedUpdates { get; private set; }

    /// <summary>Whether cursor keys send SS3 sequences (DECCKM).</summary>
    public bool IsApplicationCursorKeys => Has(ScreenModes.ApplicationCursorKeys);

    /// <summary>Whether the numeric keypad sends application sequences (DECKPAM).</summary>
    public bool IsApplicationKeypad => Has(ScreenModes.ApplicationKeypad);

    /// <summary>Whether pasted text is to be bracketed (mode 2004): the program reads lines with an editor of its own.</summary>
    public bool IsBracketedPaste => Has(ScreenModes.BracketedPaste);

    /// <summary>Whether the program wants to hear of focus changes (mode 1004).</summary>
    public bool IsFocusReporting => Has(ScreenModes.FocusReports);

    /// <summary>Whether the program wants mouse events (modes 9, 1000, 1002, 1003).</summary>
    public bool IsMouseTracking => Has(ScreenModes.AnyMouse);

    /// <summary>Whether mouse events are to be sent in the SGR form (mode 1006).</summary>
    public bool IsSgrMouse => Has(ScreenModes.MouseSgr);

    /// <summary>Whether the program wants to hear of changes between dark and light (mode 2031).</summary>
    public bool IsColorSchemeReporting => Has(ScreenModes.ColorSchemeReports);

    /// <summary>Whether the whole screen is shown inverted (DECSCNM).</summary>
    public bool IsReverseVideo => Has(ScreenModes.ReverseVideo);

    private bool Has(ScreenModes modes) => (_modes & modes) != 0;

    private void SetMode(ScreenModes mode, bool isSet)
    {
        _modes = isSet ? _modes | mode : _modes & ~mode;
        UpdatePlain();
    }

    private void SetAnsiModes(VtParameters parameters, bool isSet)
    {
        for (int i = 0; i < parameters.Count; i++)
            SetMode(AnsiMode(parameters[i]), isSet);
    }

    private void SetPrivateModes(VtParameters parameters, bool isSet)
    {
        for (int i = 0; i < parameters.Count; i++)
            SetPrivateMode(parameters[i], isSet);
    }

    private void SetPrivateMode(int number, bool isSet)
    {
        switch (number)
        {
            case 3:
                SwitchColumns(isSet);
                break;
            case 9 or 1000 or 1002 or 1003:
                SetExclusive(ScreenModes.AnyMouse, PrivateMode(number), isSet);
                break;
            case 47:
                ShowAlternate(isSet);
                break;
            case 69:
                SetSideMarginMode(isSet);
                break;
            case 1005 or 1006 or 1015 or 1016:
                if (isSet || Has(PrivateMode(number)))
                    SetExclusive(ScreenModes.AnyMouseFormat, PrivateMode(number), isSet);
                break;
            case 1047:
                if (!isSet && IsAlternate)
                    EraseDisplay(2, isSelective: false);
                ShowAlternate(isSet);
                break;
            case 1048:
                SaveOrRestoreCursor(isSet);
                break;
            case 1049:
                SwitchWithCursor(isSet);
                break;
            case 2026:
                EndedUpdates += IsSynchronizing && !isSet ? 1 : 0;
                SetMode(ScreenModes.Synchronized, isSet);
                break;
            default:
                SetMode(PrivateMode(number), isSet);
                if (number == 6)
                    MoveToAddress(0, 0);
                else if (number == 5)
                    _version++;
                break;
        }
    }

    /// <summary>Of these modes one is set at most: setting one ends another, and resetting any ends them all.</summary>
    private void SetExclusive(ScreenModes family, ScreenModes mode, bool isSet) =>
        _modes = _modes & ~family | (isSet ? mode : ScreenModes.None);

    /// <summary>DECCOLM, where mode 40 allows it. The size is the session's and stays; what goes with a new one happens.</summary>
    private void SwitchColumns(bool isWide)
    {
        if (!Has(ScreenModes.ColumnSwitch))
            return;
        SetMode(ScreenModes.WideColumns, isWide);
        ResetMargins();
        if (!Has(ScreenModes.KeepOnColumnSwitch))
            EraseRows(0, _rows - 1, isSelective: false);
        MoveTo(0, 0);
    }

    private void SavePrivateModes(VtParameters parameters)
    {
        for (int i = 0; i < parameters.Count; i++)
        {
            ScreenModes mode = PrivateMode(parameters[i]);
            _savedModes = _savedModes & ~mode | _modes & mode;
        }
    }

    private void RestorePrivateModes(VtParameters parameters)
    {
        for (int i = 0; i < parameters.Count; i++)
        {
            ScreenModes mode = PrivateMode(parameters[i]);
            if (mode != ScreenModes.None)
                SetPrivateMode(parameters[i], (_savedModes & mode) != 0);
        }
    }

    internal static ScreenModes AnsiMode(int number) => number switch
    {
        2 => ScreenModes.KeyboardLock,
        4 => ScreenModes.Insert,
        12 => ScreenModes.NoLocalEcho,
        20 => ScreenModes.NewLine,
        _ => ScreenModes.None,
    };

    internal static ScreenModes PrivateMode(int number) => number switch
    {
        1 => ScreenModes.ApplicationCursorKeys,
        3 => ScreenModes.WideColumns,
        5 => ScreenModes.ReverseVideo,
        6 => ScreenModes.Origin,
        7 => ScreenModes.AutoWrap,
        9 => ScreenModes.MouseX10,
        12 => ScreenModes.CursorBlink,
        25 => ScreenModes.CursorVisible,
        40 => ScreenModes.ColumnSwitch,
        45 => ScreenModes.ReverseWrap,
        66 => ScreenModes.ApplicationKeypad,
        67 => ScreenModes.BackspaceKey,
        69 => ScreenModes.SideMargins,
        95 => ScreenModes.KeepOnColumnSwitch,
        1000 => ScreenModes.MousePress,
        1002 => ScreenModes.MouseButtons,
        1003 => ScreenModes.MouseAll,
        1004 => ScreenModes.FocusReports,
        1005 => ScreenModes.MouseUtf8,
        1006 => ScreenModes.MouseSgr,
        1007 => ScreenModes.AlternateScroll,
        1015 => ScreenModes.MouseUrxvt,
        1016 => ScreenModes.MousePixels,
        2004 => ScreenModes.BracketedPaste,
        2026 => ScreenModes.Synchronized,
        2027 => ScreenModes.GraphemeClusters,
        2031 => ScreenModes.ColorSchemeReports,
        _ => ScreenModes.None,
    };

    private void SaveOrRestoreCursor(bool isSave)
    {
        if (isSave)
            SaveCursor();
        else
            RestoreCursor();
    }

    private void SwitchWithCursor(bool toAlternate)
    {
        if (toAlternate)
        {
            // A pending wrap stays, as alacritty's recordings want it; xterm ends it here.
            SaveCursor();
            ShowAlternate(true);
            EraseRows(0, _rows - 1, isSelective: false);
        }
        else
        {
            ShowAlternate(false);
            RestoreCursor();
        }
    }

    private void ShowAlternate(bool isShown)
    {
        if (isShown == IsAlternate)
            return;
        if (isShown)
            _hiddenCursor = new ReflowPoint(_row, _column, _isWrapPending);
        _buffer = isShown ? _alternate ??= new ScreenBuffer(_columns, _rows, scrollback: null) : _primary;
        _version++;
    }
}
