using System.Buffers;

namespace PromptWatcher.Detection;

/// <summary>Tells commands and names of files from prose.</summary>
internal static class SubjectText
{
    private const int LongestExtension = 8;

    /// <summary>Words of a heading behind which no file is looked for, as in <c>Writing the changes to hello.txt</c>.</summary>
    private const int HeadingWords = 5;

    /// <summary>Words in front of a colon that name what follows, as in <c>Destination: /tmp/x</c>.</summary>
    private const int MostNameWords = 3;

    private static readonly SearchValues<char> CommandStarts = SearchValues.Create("abcdefghijklmnopqrstuvwxyz./~\\(\"'{![_$");
    private static readonly SearchValues<char> Alphanumeric = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789");
    private static readonly SearchValues<char> Around = SearchValues.Create("\"'`‘’“”()[]<>,:;?!←…");

    /// <summary>A line may be the first of a command: it begins as the name of a program does, and does not end as a sentence does.</summary>
    public static bool IsCommand(ReadOnlySpan<char> line)
    {
        int end = line.IndexOf(' ');
        ReadOnlySpan<char> name = end < 0 ? line : line[..end];
        bool isName = CommandStarts.Contains(line[0]) || (char.IsLetter(line[0]) && name.IndexOfAny('=', '\\', '-') > 0);
        return isName && !IsDrawing(line) && name[^1] is not (':' or ',' or '.') && !(line[^1] is '.' or ':' && line.IndexOf(' ') > 0) && !line.StartsWith("...");
    }

    // Of a command, more than a third is letters and digits; of a picture made of signs, none.
    private static bool IsDrawing(ReadOnlySpan<char> line)
    {
        int letters = 0, blanks = 0;
        foreach (char c in line)
        {
            letters += char.IsLetterOrDigit(c) ? 1 : 0;
            blanks += c == ' ' ? 1 : 0;
        }

        return 3 * letters <= line.Length - blanks;
    }

    /// <summary>A line says what the rows below it are: it is no sentence.</summary>
    public static bool IsHeading(ReadOnlySpan<char> line) => line[^1] is not ('.' or ',' or ';');

    /// <summary>The file or address that a line of a dialog names: alone, behind <c>Name:</c>, or behind a sign and a verb; or null.</summary>
    public static string? FileOf(ReadOnlySpan<char> line, bool isHeading)
    {
        // An address alone tells where to read more.
        if (line.IndexOf(' ') < 0)
            return IsFile(line) && line.IndexOf("://") < 0 ? line.ToString() : null;
        int colon = line.IndexOf(": ");
        if (colon > 0 && line[..colon].Count(' ') < MostNameWords && Bare(line[(colon + 2)..].Trim()) is var named && named.IndexOf(' ') < 0 && IsFile(named))
            return named.ToString();
        if (!isHeading && (!Glyphs.IsSymbol(line[0]) || line[1] != ' '))
            return null;
        int words = 0;
        foreach (Range range in line.Split(' '))
        {
            ReadOnlySpan<char> word = Bare(line[range]);
            if (word.Length == 0)
                continue;
            if (words > 0 && IsFile(word))
                return word.ToString();
            if (++words > HeadingWords)
                break;
        }

        return null;
    }

    /// <summary>A word without the quotes and marks around it.</summary>
    public static ReadOnlySpan<char> Bare(ReadOnlySpan<char> word)
    {
        while (word.Length > 0 && Around.Contains(word[0]))
            word = word[1..];
        while (word.Length > 0 && Around.Contains(word[^1]))
            word = word[..^1];
        return word;
    }

    /// <summary>A word is a path, an address or a name with an extension.</summary>
    public static bool IsFile(ReadOnlySpan<char> word)
    {
        if (word.Length < 2 || word.IndexOfAny('(', '*', '|') >= 0)
            return false;
        if (word[0] is '/' or '~' || word.StartsWith("./") || word.StartsWith("../") || word.StartsWith("https://") || word.StartsWith("http://"))
            return word.IndexOfAnyInRange('a', 'z') >= 0;
        if (word is [_, ':', '\\' or '/', ..])
            return true;
        int dot = word.LastIndexOf('.');
        ReadOnlySpan<char> extension = word[(dot + 1)..];
        return dot >= 0 && extension.Length is > 0 and <= LongestExtension && char.IsAsciiLetter(extension[0])
            && extension.IndexOfAnyExcept(Alphanumeric) < 0
            && (dot == 0 ? extension.Length > 2 : word[..dot].IndexOf('.') != 1 && dot > 1);
    }
}
