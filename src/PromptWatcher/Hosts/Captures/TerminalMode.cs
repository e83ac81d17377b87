namespace PromptWatcher.Hosts.Captures;

/// <summary>A mode of a terminal.</summary>
/// <param name="On">What switches it on.</param>
/// <param name="Off">What switches it off.</param>
/// <param name="IsOn">Which of the two it is.</param>
internal readonly record struct TerminalMode(string On, string Off, bool IsOn)
{
    /// <summary>A DEC private mode, as in <c>CSI ? 25 h</c>.</summary>
    internal static TerminalMode Private(int number, bool isOn) => new($"\e[?{number}h", $"\e[?{number}l", isOn);
}
