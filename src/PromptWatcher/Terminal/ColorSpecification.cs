using System.Buffers.Text;

namespace PromptWatcher.Terminal;

/// <summary>Reads a colour as X11 writes it (XParseColor): <c>rgb:r/g/b</c> or <c>#rgb</c> with one to four hexadecimal digits each.</summary>
internal static class ColorSpecification
{
    private const int MaxDigits = 4;

    public static bool TryParse(scoped ReadOnlySpan<byte> text, out Color color)
    {
        color = default;
        if (text.StartsWith("#"u8))
            return TryParseHash(text[1..], out color);
        if (!text.StartsWith("rgb:"u8))
            return false;
        text = text[4..];
        int first = text.IndexOf((byte)'/');
        int second = text.LastIndexOf((byte)'/');
        if (first < 0 || !TryParsePart(text[..first], out byte red)
            || first == second || !TryParsePart(text[(first + 1)..second], out byte green)
            || !TryParsePart(text[(second + 1)..], out byte blue))
        {
            return false;
        }

        color = Color.FromRgb(red, green, blue);
        return true;
    }

    /// <summary>Here a short part means its highest bits: <c>#f00</c> is <c>#f00000</c>.</summary>
    private static bool TryParseHash(scoped ReadOnlySpan<byte> text, out Color color)
    {
        color = default;
        int digits = text.Length / 3;
        if (text.Length % 3 != 0 || digits is 0 or > MaxDigits
            || !TryParseHex(text[..digits], out int red)
            || !TryParseHex(text[digits..(2 * digits)], out int green)
            || !TryParseHex(text[(2 * digits)..], out int blue))
        {
            return false;
        }

        int shift = 4 * (MaxDigits - digits);
        color = Color.FromRgb((byte)(red << shift >> 8), (byte)(green << shift >> 8), (byte)(blue << shift >> 8));
        return true;
    }

    /// <summary>Here a part is a fraction of the largest value with as many digits.</summary>
    private static bool TryParsePart(scoped ReadOnlySpan<byte> text, out byte part)
    {
        part = 0;
        if (text.Length > MaxDigits || !TryParseHex(text, out int value))
            return false;
        int largest = (1 << 4 * text.Length) - 1;
        part = (byte)((value * byte.MaxValue + largest / 2) / largest);
        return true;
    }

    private static bool TryParseHex(scoped ReadOnlySpan<byte> text, out int value) =>
        Utf8Parser.TryParse(text, out value, out int length, 'x') && length == text.Length;
}
