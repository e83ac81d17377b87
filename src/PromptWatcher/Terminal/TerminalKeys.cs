using System.Text;

namespace PromptWatcher.Terminal;

/// <summary>Keys by name, and the bytes that a terminal sends for them.</summary>
/// <remarks>
/// A sequence names its keys with blanks between: <c>"Down Enter"</c>, <c>"Esc"</c>, <c>"2"</c>, <c>"Ctrl+C"</c>. Known names are Enter,
/// Esc, Tab, Shift+Tab, Space, Backspace, Up, Down, Left, Right, Home, End, PageUp, PageDown, Delete, Ctrl and a letter; anything else
/// stands for its own characters. Source of the encodings: xterm's control sequences, "PC-Style Function Keys".
/// </remarks>
public static class TerminalKeys
{
    /// <summary>The bytes for a sequence of keys.</summary>
    /// <param name="names">Key names with blanks between.</param>
    /// <param name="applicationCursorKeys">The terminal is in application cursor mode (DECCKM), where arrows are sent as SS3.</param>
    public static byte[] Encode(string names, bool applicationCursorKeys = false)
    {
        var keys = new StringBuilder(names.Length * 3);
        foreach (string name in names.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            keys.Append(EncodeOne(name, applicationCursorKeys));
        return Encoding.UTF8.GetBytes(keys.ToString());
    }

    private static string EncodeOne(string name, bool application) => name switch
    {
        "Enter" => "\r",
        "Esc" => "\e",
        "Tab" => "\t",
        "Shift+Tab" => "\e[Z",
        "Space" => " ",
        "Backspace" => "\x7f",
        "Up" => Cursor('A', application),
        "Down" => Cursor('B', application),
        "Right" => Cursor('C', application),
        "Left" => Cursor('D', application),
        "Home" => Cursor('H', application),
        "End" => Cursor('F', application),
        "PageUp" => "\e[5~",
        "PageDown" => "\e[6~",
        "Delete" => "\e[3~",
        ['C', 't', 'r', 'l', '+', >= 'A' and <= 'Z' and var letter] => ((char)(letter - '@')).ToString(),
        _ => name,
    };

    private static string Cursor(char final, bool application) => (application ? "\eO" : "\e[") + final;
}
