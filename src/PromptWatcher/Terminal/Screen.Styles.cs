namespace PromptWatcher.Terminal;

public sealed partial class Screen
{
    /// <summary>Refusals between two searches of a table that is full of what cells show. Counted, not timed, so that it depends on no chunk.</summary>
    private const int SweepDistance = 4_096;

    private readonly StyleTable _styles = new();
    private ushort _penId;
    private ushort _eraseId;
    private Color _eraseColor;
    private bool _isPenStale;
    private bool[] _usedStyles = [];
    private int _refusedStyles;

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
        if (_styles.IsFull && --_refusedStyles < 0)
            SweepStyles();
    }

    /// <summary>Frees the styles and links that no cell shows.</summary>
    private void SweepStyles()
    {
        if (_usedStyles.Length < _styles.Count)
            _usedStyles = new bool[_styles.Count];
        Array.Clear(_usedStyles);
        _primary.MarkStyles(_usedStyles);
        _alternate?.MarkStyles(_usedStyles);
        if (Links.IsFull)
            SweepLinks(_usedStyles);
        _styles.Sweep(_usedStyles, _rows + ScrollbackCount);

        // The numbers kept here may be others' now.
        _isPenStale = true;
        _eraseColor = default;

        // Where all are in use, looking again at once would only cost time.
        _refusedStyles = _styles.IsFull ? SweepDistance : 0;
    }
}
