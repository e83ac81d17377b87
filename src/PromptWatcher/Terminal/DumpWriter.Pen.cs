using System.Buffers.Text;

namespace PromptWatcher.Terminal;

internal ref partial struct DumpWriter
{
    /// <summary>Every attribute and three RGB colours stay below it.</summary>
    private const int MaxRendition = 128;

    /// <summary>Changes only the background, which is what erased cells take.</summary>
    public void SetBackground(Color background) => SetPen(Look with { Background = background });

    /// <summary>Changes the pen by the shorter of two ways: what differs, or everything anew.</summary>
    public void SetPen(Style pen)
    {
        if (pen == Look)
            return;
        SetProtection(pen.Has(CellAttributes.Protected));
        SetLink(pen.Link);
        if (pen == Look)
            return;

        Span<byte> change = stackalloc byte[MaxRendition];
        int changeLength = AppendChange(change, Look, pen);
        Span<byte> anew = stackalloc byte[MaxRendition];
        int anewLength = AppendChange(anew, default, pen);

        // xterm.js lets SGR 0 end protection as well, which it does not (DECSCA is no rendition).
        bool isAnew = anewLength + (anewLength > 0 ? 2 : 0) < changeLength && !pen.Has(CellAttributes.Protected);
        Append("\e["u8);
        if (isAnew && anewLength > 0)
            Append("0;"u8);
        Append(isAnew ? anew[..anewLength] : change[..changeLength]);
        Append((byte)'m');
        Look = pen;
    }

    /// <summary>DECSCA.</summary>
    private void SetProtection(bool isProtected)
    {
        if (isProtected == Look.Has(CellAttributes.Protected))
            return;
        Append(isProtected ? "\e[1\"q"u8 : "\e[\"q"u8);
        Look = Look with { Attributes = Look.Attributes ^ CellAttributes.Protected };
    }

    /// <summary>OSC 8.</summary>
    private void SetLink(ushort link)
    {
        if (link == Look.Link)
            return;
        Append("\e]8;"u8);
        if (link != 0 && !_links.Id(link).IsEmpty)
        {
            Append("id="u8);
            AppendClean(_links.Id(link));
        }

        Append((byte)';');
        if (link != 0)
            AppendClean(_links.Uri(link));
        Append(Bell);
        Look = Look with { Link = link };
    }

    /// <summary>Writes the parameters that turn one look into another.</summary>
    private static int AppendChange(Span<byte> text, Style from, Style to)
    {
        var parameters = new ParameterList(text);
        CellAttributes set = to.Attributes & ~from.Attributes;
        CellAttributes cleared = from.Attributes & ~to.Attributes;

        // One code ends both; the one that stays is set again.
        if ((cleared & (CellAttributes.Bold | CellAttributes.Dim)) != 0)
        {
            parameters.Add(22);
            set |= to.Attributes & (CellAttributes.Bold | CellAttributes.Dim);
        }

        AppendSwitch(ref parameters, set, 0, CellAttributes.Bold, 1);
        AppendSwitch(ref parameters, set, 0, CellAttributes.Dim, 2);
        AppendSwitch(ref parameters, set, cleared, CellAttributes.Italic, 3);
        if ((from.Attributes & Pen.AnyUnderline) != (to.Attributes & Pen.AnyUnderline))
            AppendUnderline(ref parameters, to);
        AppendSwitch(ref parameters, set, cleared, CellAttributes.Blink, 5);
        AppendSwitch(ref parameters, set, cleared, CellAttributes.Inverse, 7);
        AppendSwitch(ref parameters, set, cleared, CellAttributes.Hidden, 8);
        AppendSwitch(ref parameters, set, cleared, CellAttributes.Strike, 9);
        if (((set | cleared) & CellAttributes.Overline) != 0)
            parameters.Add((set & CellAttributes.Overline) != 0 ? 53 : 55);
        if (from.Foreground != to.Foreground)
            AppendColor(ref parameters, to.Foreground, 30);
        if (from.Background != to.Background)
            AppendColor(ref parameters, to.Background, 40);
        if (from.UnderlineColor != to.UnderlineColor)
            AppendColor(ref parameters, to.UnderlineColor, 50);
        return parameters.Length;
    }

    /// <summary>The number that begins an attribute; 20 more ends it.</summary>
    private static void AppendSwitch(ref ParameterList parameters, CellAttributes set, CellAttributes cleared, CellAttributes which, int number)
    {
        if ((set & which) != 0)
            parameters.Add(number);
        else if ((cleared & which) != 0)
            parameters.Add(20 + number);
    }

    private static void AppendUnderline(ref ParameterList parameters, Style style)
    {
        if (style.Has(CellAttributes.DoubleUnderline))
            parameters.Add(21);
        else if (style.Has(CellAttributes.CurlyUnderline))
            parameters.Add(4, 3);
        else if (style.Has(CellAttributes.DottedUnderline))
            parameters.Add(4, 4);
        else if (style.Has(CellAttributes.DashedUnderline))
            parameters.Add(4, 5);
        else
            parameters.Add(style.Has(CellAttributes.Underline) ? 4 : 24);
    }

    /// <summary>30, 40 and 50 begin the numbers of foreground, background and underline; the last has no short ones.</summary>
    private static void AppendColor(ref ParameterList parameters, Color color, int first)
    {
        if (color.Kind == ColorKind.Default)
        {
            parameters.Add(first + 9);
        }
        else if (color.Kind == ColorKind.Indexed && color.Index < 16 && first < 50)
        {
            parameters.Add(first + (color.Index < 8 ? color.Index : 60 + color.Index - 8));
        }
        else if (color.Kind == ColorKind.Indexed)
        {
            parameters.Add(first + 8);
            parameters.Add(5);
            parameters.Add(color.Index);
        }
        else
        {
            parameters.Add(first + 8);
            parameters.Add(2);
            parameters.Add(color.Red);
            parameters.Add(color.Green);
            parameters.Add(color.Blue);
        }
    }

    /// <summary>Numbers between semicolons.</summary>
    private ref struct ParameterList(Span<byte> text)
    {
        private readonly Span<byte> _text = text;

        public int Length { get; private set; }

        public void Add(int number)
        {
            if (Length > 0)
                _text[Length++] = (byte)';';
            Utf8Formatter.TryFormat(number, _text[Length..], out int digits);
            Length += digits;
        }

        public void Add(int number, int subNumber)
        {
            Add(number);
            _text[Length++] = (byte)':';
            _text[Length++] = (byte)('0' + subNumber);
        }
    }
}
