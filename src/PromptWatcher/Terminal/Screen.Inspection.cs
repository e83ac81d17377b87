namespace PromptWatcher.Terminal;

/// <summary>What a dump carries and <see cref="Screen"/> does not publish.</summary>
public sealed partial class Screen
{
    private static readonly ScreenRow s_blankRow = new(0);

    internal ScreenModes Modes => _modes;

    internal bool IsWrapPending => _isWrapPending;

    internal (int Top, int Bottom) Margins => (_top, _bottom);

    internal (int Left, int Right) SideMargins => (_left, _right);

    internal bool IsGuarded => _isGuarded;

    internal ScreenModes SavedModes => _savedModes;

    internal Style Pen => _pen.Style;

    internal ReadOnlySpan<bool> TabStops => _tabStops;

    internal int Charsets => _charsets;

    internal int ActiveSet => _activeSet;

    internal int SingleSet => _singleSet;

    internal ReadOnlySpan<BoundedText> TitleStack => _titles.AsSpan(0, _titleCount);

    internal BoundedText TitleBytes => _title;

    internal ClusterTable Clusters => _clusters;

    internal SavedCursor SavedOn(bool alternate) => alternate ? _savedAlternate : _savedPrimary;

    internal ReadOnlySpan<byte> KeyboardOn(bool alternate) => alternate ? _alternateKeyboard : _primaryKeyboard;

    /// <summary>A row of either screen; below 0 what has scrolled off the primary one, valid until the next call.</summary>
    internal ScreenRow RowOn(bool alternate, int row) =>
        alternate ? _alternate?[row] ?? s_blankRow : row < 0 ? ScrollbackRow(ScrollbackCount + row) : _primary[row];

    internal Style StyleOf(ushort id) => _styles[id];
}
