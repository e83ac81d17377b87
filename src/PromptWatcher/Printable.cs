using System.Buffers;
using System.Globalization;
using System.Text;

namespace PromptWatcher;

/// <summary>Text that others wrote, for messages: nothing of it reaches a terminal as more than what it shows.</summary>
internal static class Printable
{
    private const int MostShown = 120;

    /// <summary>In quotes, what nobody sees written as <c>\u001B</c>, and cut where it is long.</summary>
    internal static string Quote(string value)
    {
        var text = new StringBuilder("'");
        int at = 0;
        while (at < value.Length && text.Length <= MostShown)
        {
            bool isWhole = Rune.DecodeFromUtf16(value.AsSpan(at), out Rune rune, out int length) == OperationStatus.Done;
            if (isWhole && !IsHidden(rune))
                text.Append(value, at, length);
            else
                AppendEscaped(text, value.AsSpan(at, length));
            at += length;
        }

        text.Append('\'');
        return at < value.Length ? text.Append(CultureInfo.InvariantCulture, $"... ({value.Length} characters)").ToString() : text.ToString();
    }

    /// <summary>Without quotes, a blank for each character that nobody sees, and cut where it is longer than <paramref name="most"/>.</summary>
    internal static string Line(string text, int most)
    {
        var line = new StringBuilder();
        foreach (Rune rune in text.EnumerateRunes())
        {
            if (line.Length >= most)
                return line.Append("...").ToString();
            line.Append(IsHidden(rune) ? " " : rune.ToString());
        }

        return line.ToString().Trim();
    }

    /// <summary>Holds what nobody sees: control and format characters, line separators, halves of surrogate pairs.</summary>
    internal static bool HasHidden(string value)
    {
        int at = 0;
        while (at < value.Length)
        {
            if (Rune.DecodeFromUtf16(value.AsSpan(at), out Rune rune, out int length) != OperationStatus.Done || IsHidden(rune))
                return true;
            at += length;
        }

        return false;
    }

    /// <summary>Holds half of a surrogate pair, which no encoding can carry.</summary>
    internal static bool IsBroken(string value)
    {
        int at = 0;
        while (at < value.Length)
        {
            if (Rune.DecodeFromUtf16(value.AsSpan(at), out _, out int length) != OperationStatus.Done)
                return true;
            at += length;
        }

        return false;
    }

    private static bool IsHidden(Rune rune) => Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format
        or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;

    private static void AppendEscaped(StringBuilder text, ReadOnlySpan<char> characters)
    {
        foreach (char character in characters)
            text.Append(CultureInfo.InvariantCulture, $"\\u{(int)character:X4}");
    }
}
