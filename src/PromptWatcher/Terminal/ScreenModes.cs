namespace PromptWatcher.Terminal;

/// <summary>The switches of a terminal, ANSI and private ones.</summary>
[Flags]
internal enum ScreenModes
{
    None = 0,
    Insert = 1 << 0,
    NewLine = 1 << 1,
    ApplicationCursorKeys = 1 << 2,
    ReverseVideo = 1 << 3,
    Origin = 1 << 4,
    AutoWrap = 1 << 5,
    CursorBlink = 1 << 6,
    CursorVisible = 1 << 7,
    ApplicationKeypad = 1 << 8,
    MousePress = 1 << 9,
    MouseButtons = 1 << 10,
    MouseAll = 1 << 11,
    FocusReports = 1 << 12,
    MouseSgr = 1 << 13,
    MouseUrxvt = 1 << 14,
    BracketedPaste = 1 << 15,
    Synchronized = 1 << 16,
    ColorSchemeReports = 1 << 17,
    MousePixels = 1 << 18,
    AlternateScroll = 1 << 19,
    ReverseWrap = 1 << 20,
    SideMargins = 1 << 21,
    ColumnSwitch = 1 << 22,
    WideColumns = 1 << 23,
    KeepOnColumnSwitch = 1 << 24,
    MouseX10 = 1 << 25,
    MouseUtf8 = 1 << 26,
    KeyboardLock = 1 << 27,
    NoLocalEcho = 1 << 28,
    BackspaceKey = 1 << 29,

    /// <summary>Mode 2027. A bit at the end, so that the numbers before it stay in a row.</summary>
    GraphemeClusters = 1 << 30,

    AnyMouse = MouseX10 | MousePress | MouseButtons | MouseAll,
    AnyMouseFormat = MouseUtf8 | MouseSgr | MouseUrxvt | MousePixels,
    Initial = AutoWrap | CursorVisible | NoLocalEcho,
}
