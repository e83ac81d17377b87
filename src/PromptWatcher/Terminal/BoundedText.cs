namespace PromptWatcher.Terminal;

/// <summary>A short text from the program. The string is made when somebody asks, so that a spinning title costs nothing.</summary>
/// <param name="maxLength">Bytes that are kept.</param>
internal sealed class BoundedText(int maxLength)
{
    private byte[] _bytes = [];
    private int _length;
    private string? _text = "";

    public ReadOnlySpan<byte> Utf8 => _bytes.AsSpan(0, _length);

    /// <summary>Takes another text; returns whether it differs.</summary>
    public bool Set(ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length > maxLength)
            utf8 = utf8[..maxLength];
        if (utf8.SequenceEqual(Utf8))
            return false;
        _length = 0;
        Append(utf8);
        return true;
    }

    public bool Set(BoundedText other) => Set(other.Utf8);

    /// <summary>Adds to the text as much as it still takes.</summary>
    public void Append(ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length > maxLength - _length)
            utf8 = utf8[..(maxLength - _length)];
        int length = _length + utf8.Length;
        if (length > _bytes.Length)
            Array.Resize(ref _bytes, Math.Min(Math.Max(length, 2 * _bytes.Length), maxLength));
        utf8.CopyTo(_bytes.AsSpan(_length));
        _length = length;
        _text = null;
    }

    /// <summary>The text without what nobody sees.</summary>
    public override string ToString() => _text ??= PlainText.Clean(Utf8);
}
