namespace PromptWatcher.Terminal;

public sealed partial class Screen
{
    private bool[]? _usedLinks;
    private int _refusedLinks;

    /// <summary>Hyperlinks by the number that a style carries.</summary>
    internal LinkTable Links { get; } = new();

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
        if (!uri.IsEmpty && Links.IsFull && --_refusedLinks < 0)
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
        _usedLinks ??= new bool[LinkTable.Capacity];
        Array.Clear(_usedLinks);
        for (int style = 1; style < _styles.Count; style++)
        {
            if (isStyleUsed[style])
                _usedLinks[_styles[style].Link] = true;
        }

        // Pens have no number of their own.
        _usedLinks[_pen.Link] = _usedLinks[_savedPrimary.Pen.Link] = _usedLinks[_savedAlternate.Pen.Link] = true;
        Links.Sweep(_usedLinks);
        _refusedLinks = Links.IsCrowded ? SweepDistance : 0;
    }
}
