using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace PromptWatcher.Terminal;

/// <summary>What a program says beside its screen, made fit to be shown elsewhere.</summary>
internal static class PlainText
{
    private const byte Padding = (byte)'=';
    private const int Group = 4;

    /// <summary>
    /// The text without controls, directional marks and other invisible formatting, with which a text could look like another one.
    /// The joiners of emoji and scripts stay.
    /// </summary>
    public static string Clean(ReadOnlySpan<byte> utf8)
    {
        var text = new StringBuilder(utf8.Length);
        while (!utf8.IsEmpty)
        {
            Rune.DecodeFromUtf8(utf8, out Rune rune, out int consumed);
            utf8 = utf8[consumed..];
            if (!IsHidden(rune))
                text.Append(rune);
        }

        return text.ToString();
    }

    public static bool HasControls(ReadOnlySpan<byte> utf8)
    {
        if (!utf8.ContainsAnyExceptInRange((byte)' ', (byte)'~'))
            return false;
        while (!utf8.IsEmpty)
        {
            Rune.DecodeFromUtf8(utf8, out Rune rune, out int consumed);
            if (Rune.IsControl(rune))
                return true;
            utf8 = utf8[consumed..];
        }

        return false;
    }

    /// <summary>Decodes standard base64, whose padding may be left out. False for anything else, and when it does not fit.</summary>
    public static bool TryDecode(ReadOnlySpan<byte> base64, Span<byte> decoded, out int length)
    {
        int whole = base64.Length - base64.Length % Group;
        if (base64.Length > 0 && whole == base64.Length)
            whole -= Group;
        Span<byte> last = stackalloc byte[Group];
        last.Fill(Padding);
        base64[whole..].CopyTo(last);
        if (base64.IsEmpty)
        {
            length = 0;
            return true;
        }

        return Base64.DecodeFromUtf8(base64[..whole], decoded, out _, out length, isFinalBlock: false) == OperationStatus.Done
            && Base64.DecodeFromUtf8(last, decoded[length..], out _, out int rest) == OperationStatus.Done
            && (length += rest) >= 0;
    }

    private static bool IsHidden(Rune rune) => Rune.GetUnicodeCategory(rune) switch
    {
        UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator => true,
        UnicodeCategory.Format => rune.Value is not (0x200c or 0x200d),
        _ => false,
    };
}
