using System.Buffers;

namespace PromptWatcher.Detection;

/// <summary>The characters that terminal programs draw frames, markers and prompts with.</summary>
internal static class Glyphs
{
    private static readonly SearchValues<char> Horizontal = SearchValues.Create("─━═╌╍┄┅┈┉╴╶╸╺▀▄▁▂▔▬‾—–-_=");
    private static readonly SearchValues<char> Corners = SearchValues.Create("┌┐└┘├┤┬┴┼╭╮╰╯┏┓┗┛┣┫┳┻╋╔╗╚╝╠╣╦╩╬╹╻╵╷╓╖╙╜╒╕╘╛▛▜▙▟▗▖▝▘+");
    private static readonly SearchValues<char> Vertical = SearchValues.Create("│┃║╎╏┆┇┊┋▏▎▍▌▐▕");
    private static readonly SearchValues<char> Selectors = SearchValues.Create("❯›▸▶►➤➜→»⏵▷◆●◉⦿*>☞‣⮞");
    private static readonly SearchValues<char> Open = SearchValues.Create("○◯◻□☐◇⬜");
    private static readonly SearchValues<char> Filled = SearchValues.Create("●◉⦿◼■☑☒◆✔✓⬛");
    private static readonly SearchValues<char> Inputs = SearchValues.Create("❯›>→»➜➤▸▶λ!*");

    /// <summary>Part of a horizontal line.</summary>
    public static bool IsHorizontal(char c) => Horizontal.Contains(c);

    /// <summary>A corner or crossing of a frame.</summary>
    public static bool IsCorner(char c) => Corners.Contains(c);

    /// <summary>The corner in which the upper side of a frame begins.</summary>
    public static bool IsUpperLeft(char c) => c is '┌' or '╭' or '╔' or '┏';

    /// <summary>The corner in which the lower side of a frame begins.</summary>
    public static bool IsLowerLeft(char c) => c is '└' or '╰' or '╚' or '┗';

    /// <summary>The side of a frame, or a bar along a block.</summary>
    public static bool IsVertical(char c) => Vertical.Contains(c);

    /// <summary>A block element (U+2580 to U+259F), of which scroll bars are made.</summary>
    public static bool IsBlock(char c) => c is >= '\u2580' and <= '\u259f';

    /// <summary>Points at the selected entry of a list.</summary>
    public static bool IsSelector(char c) => Selectors.Contains(c);

    /// <summary>An empty radio button or check box.</summary>
    public static bool IsOpenMark(char c) => Open.Contains(c);

    /// <summary>A filled radio button or check box.</summary>
    public static bool IsFilledMark(char c) => Filled.Contains(c);

    /// <summary>The mark, or the beginning of the mark, of a radio button.</summary>
    public static bool IsRoundMark(char c) => c is '○' or '◯' or '●' or '◉' or '⦿' or '(';

    /// <summary>Stands in front of what is done or answered, and sometimes in a check box.</summary>
    public static bool IsTick(char c) => c is '✔' or '✓' or '√';

    /// <summary>Stands in front of what is over, well or not.</summary>
    public static bool IsOver(char c) => IsTick(c) || c is '✖' or '✗' or '✘' or '×';

    /// <summary>Stands between a question and the field for its answer in the same line.</summary>
    public static bool IsFieldSign(char c) => c is '›' or '‣' or '…';

    /// <summary>Stands in front of a line that takes input.</summary>
    public static bool IsInputGlyph(char c) => Inputs.Contains(c);

    /// <summary>Neither a letter or digit nor blank.</summary>
    public static bool IsSymbol(char c) => !char.IsLetterOrDigit(c) && !char.IsWhiteSpace(c) && !char.IsSurrogate(c);
}
