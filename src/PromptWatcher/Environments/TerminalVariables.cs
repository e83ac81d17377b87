namespace PromptWatcher.Environments;

/// <summary>The variables that tell a program which terminal it has, wherever it runs.</summary>
/// <remarks>
/// <para>Agents tell a terminal of a known name more. Measured with Claude Code 2.1.197 and 2.1.330 and Codex 0.169, a permission answered in each run:</para>
/// <list type="table">
/// <item><term>none, or our own name</term><description>Claude: neither progress nor a notification. Codex: BEL.</description></item>
/// <item><term>WezTerm</term><description>Claude: the same. Codex: OSC 9.</description></item>
/// <item><term>ghostty, no version</term><description>Claude: OSC 777. Codex: OSC 9.</description></item>
/// <item><term>ghostty 1.2.0</term><description>Claude: OSC 777 and 9;4. Codex: OSC 9.</description></item>
/// <item><term>iTerm.app 3.6.6</term><description>Claude: OSC 9 and 9;4. Codex: OSC 9 and 21337.</description></item>
/// </list>
/// <para>
/// The last two tell as much, as 21337 repeats what OSC 7501 says, which Codex sends whatever the name. Ghostty runs on Linux too, and has what this
/// terminal has: the keyboard, modes 2026 and 2027, OSC 7501. iTerm2 stands for macOS, its own pictures and its own panes. Qwen Code sends 9;4 with either;
/// Gemini CLI and OpenCode send the same with either; the permission was found and answered in all five.
/// </para>
/// </remarks>
internal static class TerminalVariables
{
    /// <summary>The first version that has progress reports: without it Claude Code sends none.</summary>
    private const string Version = "1.2.0";

    /// <summary>The variables beside those that the host sets. A host that names its terminal names all of it.</summary>
    internal static Dictionary<string, string> Beside(IReadOnlyDictionary<string, string?> own)
    {
        var variables = new Dictionary<string, string>(StringComparer.Ordinal) { ["TERM"] = "xterm-256color", ["COLORTERM"] = "truecolor" };
        if (own.ContainsKey("TERM") || own.ContainsKey("TERM_PROGRAM"))
            return variables;
        variables["TERM_PROGRAM"] = "ghostty";
        variables["TERM_PROGRAM_VERSION"] = Version;
        return variables;
    }
}
