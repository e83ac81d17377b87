using System.Text;
using System.Text.Unicode;

namespace PromptWatcher.Terminal;

/// <summary>A short text from the program. The string is made when somebody asks, so that a spinning title costs nothing.</summary>
internal sealed class BoundedText
{
    /// <summary>Bytes kept of a title or notification.</summary>
    public const int MaxLength = 4_096;

    private byte[] _bytes = [];
    private int _length;
    private string? _text = "";

    /// <summary>As it came.</summary>
    public ReadOnlySpan<byte> Bytes => _bytes.AsSpan(0, _length);

    /// <summary>Takes another text; returns whether it differs.</summary>
    public bool Set(ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length > MaxLength)
            utf8 = utf8[..MaxLength];
        if (utf8.SequenceEqual(Bytes))
            return false;
        if (utf8.Length > _bytes.Length)
            _bytes = new byte[Math.Min(Math.Max(utf8.Length, 2 * _bytes.Length), MaxLength)];
        utf8.CopyTo(_bytes);
        _length = utf8.Length;
        _text = null;
        return true;
    }

    public bool Set(BoundedText other) => Set(other.Bytes);

    /// <summary>The text without control characters.</summary>
    public override string ToString() => _text ??= Clean(Bytes);

    private static string Clean(ReadOnlySpan<byte> utf8)
    {
        Span<char> buffer = stackalloc char[MaxLength];
        Utf8.ToUtf16(utf8, buffer, out _, out int count);
        var text = new StringBuilder(count);
        foreach (char c in buffer[..count])
        {
            if (!char.IsControl(c))
                text.Append(c);
        }

        return text.ToString();
    }
}
