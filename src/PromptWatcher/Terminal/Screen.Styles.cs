namespace PromptWatcher.Terminal;

public sealed partial class Screen
{
    private readonly StyleTable _styles;
    private TableSweep _styleSweep;
    private ushort _penId;
    private ushort _eraseId;
    private Color _eraseColor;
    private bool _isPenStale;

    /// <summary>The pen's number, looked up at the first character after a change: programs often change it several times for one.</summary>
    private ushort PenId => _isPenStale ? ResolvePen() : _penId;

    /// <summary>The look of erased cells: only the background stays (BCE).</summary>
    private ushort EraseId => _pen.Background == Color.Default ? (ushort)0 : _pen.Background == _eraseColor ? _eraseId : ResolveErased();

    private ushort ResolvePen()
    {
        MakeRoomForStyle();
        _isPenStale = false;
        return _penId = _styles.GetOrAdd(_pen.Style);
    }

    private ushort ResolveErased()
    {
        MakeRoomForStyle();
        _eraseColor = _pen.Background;
        return _eraseId = _styles.GetOrAdd(new Style(default, _eraseColor, default, default));
    }

    private void MakeRoomForStyle()
    {
        if (_styles.IsFull && _styleSweep.IsDue())
            SweepStyles();
    }

    /// <summary>Frees the styles and links that no cell shows.</summary>
    private void SweepStyles()
    {
        Span<bool> isUsed = _styleSweep.Begin(_styles.Count);
        _primary.MarkStyles(isUsed);
        _alternate?.MarkStyles(isUsed);
        if (Links.IsFull)
            SweepLinks(isUsed);
        _styles.Sweep(isUsed, _rows + ScrollbackCount);
        _styleSweep.End(isCrowded: _styles.IsFull);

        // The numbers kept here may be others' now.
        _isPenStale = true;
        _eraseColor = default;
    }
}
