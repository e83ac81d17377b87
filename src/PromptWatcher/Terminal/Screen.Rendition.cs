namespace PromptWatcher.Terminal;

public sealed partial class Screen
{
    /// <summary>Changes of the screen between two searches for unused styles.</summary>
    private const int SweepDistance = 4_096;

    private readonly StyleTable _styles = new();
    private Style _pen;
    private ushort _penId;
    private ushort _eraseId;
    private bool _isPenStale;
    private bool[]? _usedStyles;
    private long _nextSweep;

    /// <summary>The pen's number, looked up at the first character after a change: programs often change it several times for one.</summary>
    private ushort PenId
    {
        get
        {
            if (_isPenStale)
                ResolvePen();
            return _penId;
        }
    }

    /// <summary>The look of erased cells: only the background stays (BCE).</summary>
    private ushort EraseId
    {
        get
        {
            if (_isPenStale)
                ResolvePen();
            return _eraseId;
        }
    }

    private void SetPen(Style pen)
    {
        _pen = pen;
        _isPenStale = true;
    }

    private void ResolvePen()
    {
        // Two numbers may be needed.
        if (_styles.IsNearlyFull && _version >= _nextSweep)
            SweepStyles();
        _penId = _styles.GetOrAdd(_pen);
        _eraseId = _pen.Background == Color.Default ? (ushort)0 : _styles.GetOrAdd(new Style(default, _pen.Background, default, default));
        _isPenStale = false;
    }

    private void SweepStyles()
    {
        _usedStyles ??= new bool[StyleTable.Capacity];
        Array.Clear(_usedStyles);
        _primary.MarkStyles(_usedStyles);
        _alternate?.MarkStyles(_usedStyles);
        _styles.Sweep(_usedStyles);

        // Where nearly all are in use, looking again at once would only cost time.
        _nextSweep = _version + SweepDistance;
    }

    private void SetProtection(bool isProtected) =>
        SetPen(isProtected ? _pen.With(CellAttributes.Protected) : _pen.Without(CellAttributes.Protected));

    private void SelectRendition(VtParameters parameters)
    {
        Style pen = _pen;
        if (parameters.Count == 0)
            pen = Plain(pen);
        for (int i = 0; i < parameters.Count; i++)
        {
            int value = parameters[i];
            if (value is 38 or 48 or 58)
            {
                i += ReadColor(parameters, i, out Color? color);
                if (color is { } chosen)
                    pen = WithColor(pen, value, chosen);
            }
            else
            {
                int subParameters = parameters.SubParameterCount(i);
                pen = value == 4 && subParameters > 0 ? WithUnderline(pen, parameters[i + 1]) : WithRendition(pen, value);
                i += subParameters;
            }
        }

        SetPen(pen);
    }

    /// <summary>SGR 0 leaves protection, which is no rendition.</summary>
    private static Style Plain(Style pen) => new(default, default, default, pen.Attributes & CellAttributes.Protected);

    private static Style WithRendition(Style pen, int value) => value switch
    {
        0 => Plain(pen),
        1 => pen.With(CellAttributes.Bold),
        2 => pen.With(CellAttributes.Dim),
        3 => pen.With(CellAttributes.Italic),
        4 => WithUnderline(pen, 1),
        5 or 6 => pen.With(CellAttributes.Blink),
        7 => pen.With(CellAttributes.Inverse),
        8 => pen.With(CellAttributes.Hidden),
        9 => pen.With(CellAttributes.Strike),
        21 => WithUnderline(pen, 2),
        22 => pen.Without(CellAttributes.Bold | CellAttributes.Dim),
        23 => pen.Without(CellAttributes.Italic),
        24 => WithUnderline(pen, 0),
        25 => pen.Without(CellAttributes.Blink),
        27 => pen.Without(CellAttributes.Inverse),
        28 => pen.Without(CellAttributes.Hidden),
        29 => pen.Without(CellAttributes.Strike),
        >= 30 and <= 37 => pen with { Foreground = Color.FromIndex((byte)(value - 30)) },
        39 => pen with { Foreground = default },
        >= 40 and <= 47 => pen with { Background = Color.FromIndex((byte)(value - 40)) },
        49 => pen with { Background = default },
        53 => pen.With(CellAttributes.Overline),
        55 => pen.Without(CellAttributes.Overline),
        59 => pen with { UnderlineColor = default },
        >= 90 and <= 97 => pen with { Foreground = Color.FromIndex((byte)(value - 90 + 8)) },
        >= 100 and <= 107 => pen with { Background = Color.FromIndex((byte)(value - 100 + 8)) },
        _ => pen,
    };

    private static Style WithUnderline(Style pen, int style) => pen.Without(Style.AnyUnderline).With(style switch
    {
        0 => CellAttributes.None,
        2 => CellAttributes.Underline | CellAttributes.DoubleUnderline,
        3 => CellAttributes.Underline | CellAttributes.CurlyUnderline,
        4 => CellAttributes.Underline | CellAttributes.DottedUnderline,
        5 => CellAttributes.Underline | CellAttributes.DashedUnderline,
        _ => CellAttributes.Underline,
    });

    private static Style WithColor(Style pen, int which, Color color) => which switch
    {
        38 => pen with { Foreground = color },
        48 => pen with { Background = color },
        _ => pen with { UnderlineColor = color },
    };

    /// <summary>
    /// Reads what follows 38, 48 or 58 and returns how many values it takes. With colons the colour space may stand before red
    /// (<c>38:2::r:g:b</c>, ISO 8613-6) or be left out (<c>38:2:r:g:b</c>, as many programs write it).
    /// </summary>
    private static int ReadColor(VtParameters parameters, int i, out Color? color)
    {
        color = null;
        int subParameters = parameters.SubParameterCount(i);
        bool hasColons = subParameters > 0;
        int kind = parameters[i + 1];
        int count = hasColons ? subParameters : kind switch { 2 => 4, 5 => 2, _ => 0 };
        if (i + count >= parameters.Count || count < 2)
            return hasColons ? subParameters : Math.Min(count, parameters.Count - 1 - i);
        if (kind == 5)
        {
            if (parameters[i + 2] <= byte.MaxValue)
                color = Color.FromIndex((byte)parameters[i + 2]);
        }
        else if (kind == 2 && count >= 4)
        {
            int red = i + (hasColons && count >= 5 ? 3 : 2);
            if (parameters[red] <= byte.MaxValue && parameters[red + 1] <= byte.MaxValue && parameters[red + 2] <= byte.MaxValue)
                color = Color.FromRgb((byte)parameters[red], (byte)parameters[red + 1], (byte)parameters[red + 2]);
        }

        return count;
    }
}
