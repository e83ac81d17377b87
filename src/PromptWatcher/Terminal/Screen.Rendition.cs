using System.Runtime.CompilerServices;

namespace PromptWatcher.Terminal;

public sealed partial class Screen
{
    private Pen _pen;

    /// <summary>SGR: an empty list means 0.</summary>
    private void SelectRendition(VtParameters parameters)
    {
        _isPenStale = true;
        if (parameters.Count == 0)
        {
            _pen.Reset();
        }
        else if (!parameters.HasSubParameters)
        {
            SelectPlain(parameters.Values);
        }
        else
        {
            for (int i = 0; i < parameters.Count; i++)
                i += parameters[i] is 38 or 48 or 58 ? SelectColor(parameters, i) : SelectAttribute(parameters, i);
        }
    }

    /// <summary>As nearly all programs write it: no sub-parameters.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void SelectPlain(ReadOnlySpan<ushort> values)
    {
        for (int i = 0; i < values.Length; i++)
        {
            int value = values[i];
            if (value is not (38 or 48 or 58))
            {
                SelectAttribute(value);
            }
            else if (values.Length - i > 2 && values[i + 1] == 5)
            {
                if (values[i + 2] <= byte.MaxValue)
                    SetColor(value, Color.FromIndex((byte)values[i + 2]));
                i += 2;
            }
            else if (values.Length - i > 4 && values[i + 1] == 2)
            {
                if ((values[i + 2] | values[i + 3] | values[i + 4]) <= byte.MaxValue)
                    SetColor(value, Color.FromRgb((byte)values[i + 2], (byte)values[i + 3], (byte)values[i + 4]));
                i += 4;
            }
            else
            {
                // A cut colour takes what is left of it.
                i += values.Length - i > 1 && values[i + 1] is 2 or 5 ? values.Length : 0;
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void SelectAttribute(int value)
    {
        switch (value)
        {
            case 0: _pen.Reset(); break;
            case 1: _pen.Set(CellAttributes.Bold); break;
            case 2: _pen.Set(CellAttributes.Dim); break;
            case 3: _pen.Set(CellAttributes.Italic); break;
            case 4: _pen.Underline(1); break;
            case 5 or 6: _pen.Set(CellAttributes.Blink); break;
            case 7: _pen.Set(CellAttributes.Inverse); break;
            case 8: _pen.Set(CellAttributes.Hidden); break;
            case 9: _pen.Set(CellAttributes.Strike); break;
            case 21: _pen.Underline(2); break;
            case 22: _pen.Clear(CellAttributes.Bold | CellAttributes.Dim); break;
            case 23: _pen.Clear(CellAttributes.Italic); break;
            case 24: _pen.Underline(0); break;
            case 25: _pen.Clear(CellAttributes.Blink); break;
            case 27: _pen.Clear(CellAttributes.Inverse); break;
            case 28: _pen.Clear(CellAttributes.Hidden); break;
            case 29: _pen.Clear(CellAttributes.Strike); break;
            case >= 30 and <= 37: _pen.Foreground = Color.FromIndex((byte)(value - 30)); break;
            case 39: _pen.Foreground = default; break;
            case >= 40 and <= 47: _pen.Background = Color.FromIndex((byte)(value - 40)); break;
            case 49: _pen.Background = default; break;
            case 53: _pen.Set(CellAttributes.Overline); break;
            case 55: _pen.Clear(CellAttributes.Overline); break;
            case 59: _pen.UnderlineColor = default; break;
            case >= 90 and <= 97: _pen.Foreground = Color.FromIndex((byte)(value - 90 + 8)); break;
            case >= 100 and <= 107: _pen.Background = Color.FromIndex((byte)(value - 100 + 8)); break;
        }
    }

    /// <summary>Only an underline has sub-parameters besides colours; returns how many there are.</summary>
    private int SelectAttribute(VtParameters parameters, int i)
    {
        int subParameters = parameters.SubParameterCount(i);
        if (parameters[i] == 4 && subParameters > 0)
            _pen.Underline(parameters[i + 1]);
        else
            SelectAttribute(parameters[i]);
        return subParameters;
    }

    /// <summary>
    /// Sets the colour that follows 38, 48 or 58 and returns how many values it takes. With colons the colour space may stand before red
    /// (<c>38:2::r:g:b</c>, ISO 8613-6) or be left out (<c>38:2:r:g:b</c>, as many programs write it).
    /// </summary>
    private int SelectColor(VtParameters parameters, int i)
    {
        int subParameters = parameters.SubParameterCount(i);
        if (subParameters == 0)
        {
            int count = parameters[i + 1] switch { 2 => 4, 5 => 2, _ => 0 };
            if (i + count < parameters.Count)
                SelectPlain(parameters.Values.Slice(i, count + 1));
            return count;
        }

        int red = i + (subParameters >= 5 ? 3 : 2);
        if (parameters[i + 1] == 5 && subParameters >= 2 && parameters[i + 2] <= byte.MaxValue)
            SetColor(parameters[i], Color.FromIndex((byte)parameters[i + 2]));
        else if (parameters[i + 1] == 2 && subParameters >= 4 && (parameters[red] | parameters[red + 1] | parameters[red + 2]) <= byte.MaxValue)
            SetColor(parameters[i], Color.FromRgb((byte)parameters[red], (byte)parameters[red + 1], (byte)parameters[red + 2]));
        return subParameters;
    }

    private void SetColor(int which, Color color)
    {
        switch (which)
        {
            case 38: _pen.Foreground = color; break;
            case 48: _pen.Background = color; break;
            default: _pen.UnderlineColor = color; break;
        }
    }

    private void ProtectPen(bool isProtected)
    {
        _isPenStale = true;
        if (isProtected)
            _pen.Set(CellAttributes.Protected);
        else
            _pen.Clear(CellAttributes.Protected);
    }

    private void SetPen(Style style)
    {
        _isPenStale = true;
        _pen.Style = style;
    }
}
