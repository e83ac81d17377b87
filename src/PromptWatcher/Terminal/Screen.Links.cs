namespace PromptWatcher.Terminal;

public sealed partial class Screen
{
    private TableSweep _linkSweep;

    /// <summary>Hyperlinks by the number that a style carries.</summary>
    internal LinkTable Links { get; }

    /// <summary>The URI that a cell leads to (OSC 8) as the program wrote it, without what nobody sees; null where there is none.</summary>
    public string? LinkAt(int row, int column)
    {
        int link = StyleAt(row, column).Link;
        return link == 0 ? null : PlainText.Clean(Links.Uri(link));
    }

    /// <summary>Parameters and a URI; without a URI the link ends. Of the parameters only the identifier is defined.</summary>
    private void OpenLink(scoped ReadOnlySpan<byte> payload)
    {
        int end = payload.IndexOf((byte)';');
        if (end < 0)
            return;
        ReadOnlySpan<byte> uri = payload[(end + 1)..];
        if (!uri.IsEmpty && Links.IsFull && _linkSweep.IsDue())
            SweepStyles();
        _pen.Link = Links.GetOrAdd(LinkId(payload[..end]), uri);
        _isPenStale = true;
    }

    private static ReadOnlySpan<byte> LinkId(ReadOnlySpan<byte> parameters)
    {
        while (!parameters.StartsWith("id="u8))
        {
            int end = parameters.IndexOf((byte)':');
            if (end < 0)
                return [];
            parameters = parameters[(end + 1)..];
        }

        int length = parameters.IndexOf((byte)':');
        return length < 0 ? parameters[3..] : parameters[3..length];
    }

    /// <summary>Frees the links that no style in use carries.</summary>
    private void SweepLinks(ReadOnlySpan<bool> isStyleUsed)
    {
        Span<bool> isUsed = _linkSweep.Begin(Links.Count);
        for (int style = 1; style < _styles.Count; style++)
        {
            if (isStyleUsed[style])
                isUsed[_styles[style].Link] = true;
        }

        // Pens have no number of their own.
        isUsed[_pen.Link] = isUsed[_savedPrimary.Pen.Link] = isUsed[_savedAlternate.Pen.Link] = true;
        Links.Sweep(isUsed);
        _linkSweep.End(Links.IsCrowded);
    }
}
