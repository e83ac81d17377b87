using System.Buffers;

namespace PromptWatcher.Terminal;

/// <summary>What a dump carries and <see cref="Screen"/> does not publish.</summary>
public sealed partial class Screen
{
    private readonly ScreenRow _oddScrollbackRow = new(0);

    /// <summary>Writes what brings another terminal into the middle of the sequence that the last write ended in.</summary>
    internal void WriteUnfinished(IBufferWriter<byte> output) => _parser.WriteUnfinished(output);

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

    internal DirectoryReport DirectoryReport => _directory;

    internal ReadOnlySpan<byte> CommandReport => _command.Utf8;

    internal ClusterTable Clusters => _clusters;

    internal SavedCursor SavedOn(bool alternate) => alternate ? _savedAlternate : _savedPrimary;

    internal ReadOnlySpan<byte> KeyboardOn(bool alternate) => alternate ? _alternateKeyboard : _primaryKeyboard;

    /// <summary>A row of either screen; below 0 what has scrolled off the primary one. Two scrolled-off lines in sequence are valid together.</summary>
    internal ScreenLine LineOn(bool alternate, int row)
    {
        if (row >= 0)
            return new ScreenLine(this, (alternate ? _alternate : _primary)?[row]);
        ScreenRow line = (row & 1) == 0 ? _scrollbackRow : _oddScrollbackRow;
        _primary.Scrollback!.Read(ScrollbackCount + row, line);
        return new ScreenLine(this, line);
    }

    internal Style StyleOf(ushort id) => _styles[id];
}
