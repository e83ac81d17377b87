using PromptWatcher.Terminal;

namespace PromptWatcher.Detection;

/// <summary>The line in which the cursor stands, joined where the terminal wrapped it.</summary>
internal sealed class CursorLine
{
    private const int MostRows = 8;

    /// <summary>Blanks that set text at the right edge off from what stands before the cursor.</summary>
    private const int RightTextGap = 3;

    /// <summary>Characters of a piece that is no more than a word.</summary>
    private const int LongestWord = 16;

    /// <summary>Pieces, one after the other, that make a stream of words.</summary>
    private const int StreamedPieces = 3;

    private char[] _text = [], _previous = [];
    private int _length, _previousLength;
    private int _pieces;
    private bool _isTyped;

    /// <summary>The row in which the line begins.</summary>
    public int Row { get; private set; }

    /// <summary>Nothing that belongs to the line stands behind the cursor.</summary>
    public bool IsAtEnd { get; private set; }

    /// <summary>Below the line is nothing but hints.</summary>
    public bool IsLast { get; private set; }

    /// <summary>It is the last line above the bar of a multiplexer.</summary>
    public bool IsAboveBar { get; private set; }

    /// <summary>The line came word by word, frame by frame, as answers of language models do: it may go on after a pause.</summary>
    public bool IsStreamed => _pieces >= StreamedPieces;

    /// <summary>The line was written again with something else in it, and the same word at its end, though no key was typed: it tells of work.</summary>
    public bool IsRepainted { get; private set; }

    /// <summary>The line up to the cursor.</summary>
    public ReadOnlySpan<char> Before => _text.AsSpan(0, _length);

    /// <summary>A key was typed, which may change the line.</summary>
    public void Type() => _isTyped = true;

    /// <summary>Reads the line.</summary>
    public void Read(Frame frame)
    {
        int row = frame.CursorRow, previousRow = Row;
        Row = row;
        while (Row > 0 && row - Row < MostRows && frame.IsWrapped(Row - 1))
            Row--;
        (_text, _previous, _previousLength, _length) = (_previous, _text, _length, 0);
        for (int i = Row; i < row; i++)
            Append(frame[i].Text, frame.Columns);
        int at = frame[row].IndexOf(frame.CursorColumn);
        Append(frame[row].Text[..at], at == frame[row].Length ? frame.CursorColumn : at);
        Compare(Row == previousRow, frame.Changed.Contains(Row - 1));
        ReadOnlySpan<char> behind = frame[row].Text[at..];
        int text = behind.IndexOfAnyExcept(' ');
        IsAtEnd = text < 0 || text >= RightTextGap;
        IsLast = true;
        for (int i = row + 1; i <= frame.Last; i++)
            IsLast &= frame[i].Kind != RowKind.Text || KeyHints.Read(frame[i].Content) != HintKeys.None || IsBar(frame, i);
        IsAboveBar = IsLast && row < frame.Last && IsBar(frame, frame.Last);
    }

    /// <summary>The bar of a multiplexer: the screen's last row, all of it on one ground.</summary>
    public static bool IsBar(Frame frame, int row)
    {
        Style look = frame.StyleAt(row, 0);
        bool isBar = row == frame.Count - 1 && frame.IsAlternate && look.Background != default;
        for (int i = 1; isBar && i < frame.Columns; i++)
            isBar = frame.StyleAt(row, i).Background == look.Background;
        return isBar;
    }

    private void Compare(bool isSameRow, bool isScrolled)
    {
        ReadOnlySpan<char> before = Before.TrimEnd(), previous = _previous.AsSpan(0, _previousLength).TrimEnd();
        bool isTyped = _isTyped;
        _isTyped = false;
        if (before.SequenceEqual(previous))
        {
            IsRepainted &= isSameRow && !isTyped;
            return;
        }

        bool isPiece = previous.Length > 0 && before.StartsWith(previous) && before.Length - previous.Length <= LongestWord;
        _pieces = isPiece ? _pieces + 1 : 0;
        IsRepainted = isSameRow && !isScrolled && !isTyped && LastWord(before) is { Length: > 0 } word && word.SequenceEqual(LastWord(previous));
    }

    private static ReadOnlySpan<char> LastWord(ReadOnlySpan<char> text) => text[(text.LastIndexOf(' ') + 1)..];

    // A row's blanks at its end are not stored, but they separate it from what follows.
    private void Append(ReadOnlySpan<char> text, int width)
    {
        int length = Math.Max(text.Length, width);
        if (_text.Length < _length + length)
            Array.Resize(ref _text, _length + length);
        text.CopyTo(_text.AsSpan(_length));
        _text.AsSpan(_length + text.Length, length - text.Length).Fill(' ');
        _length += length;
    }
}
