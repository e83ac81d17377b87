using System.Globalization;

namespace PromptWatcher.Environments;

/// <summary>A terminal's size in character cells.</summary>
/// <param name="Columns">Width, from 1 to <see cref="MaxDimension"/>.</param>
/// <param name="Rows">Height, from 1 to <see cref="MaxDimension"/>.</param>
public readonly record struct TerminalSize(int Columns, int Rows)
{
    /// <summary>The largest width and height: 2,000 cells. A kernel takes 65,535, but nobody reads such a screen and each costs memory.</summary>
    public const int MaxDimension = 2_000;

    /// <summary>120 columns and 40 rows: wide enough that agents do not cut their hints.</summary>
    public static TerminalSize Default => new(120, 40);

    /// <summary>Reads <c>COLUMNSxROWS</c>, as in <c>120x40</c>, without a check of the limits.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out TerminalSize size)
    {
        size = default;
        int cross = text.IndexOfAny('x', 'X');
        if (cross < 0
            || !int.TryParse(text[..cross], NumberStyles.None, CultureInfo.InvariantCulture, out int columns)
            || !int.TryParse(text[(cross + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out int rows))
            return false;
        size = new TerminalSize(columns, rows);
        return true;
    }

    /// <summary>Returns this size, or throws when it is outside the limits.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A dimension is not from 1 to <see cref="MaxDimension"/>.</exception>
    public TerminalSize Validated(string? parameterName = null)
    {
        if (Columns is < 1 or > MaxDimension || Rows is < 1 or > MaxDimension)
        {
            throw new ArgumentOutOfRangeException(parameterName, ToString(),
                $"A terminal has from 1 to {MaxDimension} columns and rows; choose a size such as 120x40.");
        }

        return this;
    }

    /// <summary><c>COLUMNSxROWS</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Columns}x{Rows}");
}
