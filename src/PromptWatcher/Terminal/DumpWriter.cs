using System.Buffers;
using System.Buffers.Text;

namespace PromptWatcher.Terminal;

/// <summary>Writes to a terminal and knows what that does to it: where its cursor stands and how its pen looks.</summary>
/// <remarks>The terminal is taken to be fresh: its modes are the initial ones until the last part of a dump changes them.</remarks>
internal ref partial struct DumpWriter(IBufferWriter<byte> output, int columns, int rows, LinkTable links)
{
    /// <summary>Asked of the output at once; a smaller piece would cost a call for every few rows.</summary>
    private const int BlockSize = 4_096;

    /// <summary>Ends an OSC string, one byte shorter than ST; it rings nothing there.</summary>
    public const byte Bell = 0x07;

    private readonly IBufferWriter<byte> _output = output;
    private readonly LinkTable _links = links;
    private Span<byte> _block;
    private int _used;
    private int _charsets;
    private int _activeSet;

    /// <summary>Columns of the receiving terminal.</summary>
    public int Columns { get; } = columns;

    /// <summary>Rows of the receiving terminal.</summary>
    public int Rows { get; } = rows;

    public int Row { get; private set; }

    public int Column { get; private set; }

    /// <summary>The last column was written and the next character goes to the next row.</summary>
    public bool IsWrapPending { get; private set; }

    /// <summary>Tab stops stand where they do after the start.</summary>
    public bool HasFirstTabStops { get; set; } = true;

    /// <summary>Margins or lines of double size hold up any move but CUP.</summary>
    public bool IsAddressedOnly { get; set; }

    /// <summary>The side margins, as columns from 0.</summary>
    public (int Left, int Right) SideMargins { get; set; } = (0, columns - 1);

    /// <summary>The last column that text from here on reaches.</summary>
    public readonly int LastFrom(int column) => column <= SideMargins.Right ? SideMargins.Right : Columns - 1;

    /// <summary>DECSC has been used, and what it kept has not been written since.</summary>
    public bool HasSavedCursor { get; set; }

    /// <summary>What DECSC keeps is the screen's by now.</summary>
    public bool KeepsSavedCursor { get; set; }

    /// <summary>Lines have the size that they have on the screen.</summary>
    public bool HasLineSizes { get; set; }

    /// <summary>The row and column from which CUP counts.</summary>
    public (int Row, int Column) Origin { get; set; }

    /// <summary>How the pen looks.</summary>
    public Style Look { get; private set; }

    /// <summary>Hands over what has been written.</summary>
    public void Flush()
    {
        _output.Advance(_used);
        _used = 0;
        _block = default;
    }

    public void Append(byte value)
    {
        Reserve(1);
        _block[_used++] = value;
    }

    public void Append(scoped ReadOnlySpan<byte> bytes)
    {
        Reserve(bytes.Length);
        bytes.CopyTo(_block[_used..]);
        _used += bytes.Length;
    }

    public void Append(int number)
    {
        Reserve(10);
        Utf8Formatter.TryFormat(number, _block[_used..], out int length);
        _used += length;
    }

    /// <summary>A control sequence with one number, which is left out where it is 1.</summary>
    public void Control(int number, byte final)
    {
        Append("\e["u8);
        if (number != 1)
            Append(number);
        Append(final);
    }

    /// <summary>How long <see cref="Control"/> is.</summary>
    private static int ControlLength(int number) => number == 1 ? 3 : 3 + Digits(number);

    private static int Digits(int number) => number < 10 ? 1 : number < 100 ? 2 : number < 1_000 ? 3 : number < 10_000 ? 4 : 5;

    /// <summary>
    /// A text as it came, malformed or not, and as long: there is a limit. In place of a C1 control, which could end the string it stands in,
    /// comes a soft hyphen, which nobody sees either. C0 is in no text, and DEL ends none.
    /// </summary>
    public void AppendClean(scoped ReadOnlySpan<byte> text)
    {
        const byte lead = 0xc2, softHyphen = 0xad;
        byte previous = 0;
        foreach (byte next in text)
        {
            Append(previous == lead && next is >= 0x80 and < 0xa0 ? softHyphen : next);
            previous = next;
        }
    }

    private void Reserve(int length)
    {
        if (_block.Length - _used >= length)
            return;
        Flush();
        _block = _output.GetSpan(Math.Max(length, BlockSize));
    }
}
