namespace PromptWatcher.Environments.Local;

/// <summary>The variables that a program on a local terminal gets.</summary>
internal static class ProgramEnvironment
{
    /// <summary>Carries a value of its own for each terminal, so that whatever a program starts can be found again, however it detached itself.</summary>
    internal const string Marker = "PROMPTWATCHER_PTY";

    private static readonly string[] Basic = ["PATH", "HOME", "USER", "LOGNAME", "SHELL", "LANG", "LANGUAGE", "TZ", "TMPDIR"];

    // They describe the terminal that this process runs in, not the one that the program gets.
    private static readonly string[] OuterTerminal =
        ["TERM_PROGRAM", "TERM_PROGRAM_VERSION", "TERM_SESSION_ID", "LINES", "COLUMNS", "WINDOWID", "TMUX", "TMUX_PANE", "STY", "VTE_VERSION", "WT_SESSION"];

    private static readonly string[] OuterTerminalPrefixes = ["ITERM_", "KITTY_", "WEZTERM_", "ALACRITTY_", "GHOSTTY_", "KONSOLE_"];

    internal static Dictionary<string, string> For(PtySpawnOptions options, string workingDirectory, string marker)
    {
        var variables = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (System.Collections.DictionaryEntry variable in System.Environment.GetEnvironmentVariables())
        {
            string name = (string)variable.Key;
            if (options.InheritEnvironment ? !IsOuterTerminal(name) : IsBasic(name))
                variables[name] = (string?)variable.Value ?? "";
        }

        foreach ((string name, string value) in TerminalVariables.Beside(options.Environment))
            variables[name] = value;
        variables["PWD"] = workingDirectory;
        foreach ((string name, string? value) in options.Environment)
        {
            if (VariableNames.Problem(name, value is null || options.AllowLoadingVariables) is { } problem)
                throw new EnvironmentException(problem);
            if (value?.Contains('\0') == true)
                throw new EnvironmentException($"The value of the variable {Printable.Quote(name)} has a NUL, which no program can be given. Leave it out.");
            if (value is null)
                variables.Remove(name);
            else
                variables[name] = value;
        }

        variables[Marker] = marker;
        return variables;
    }

    private static bool IsBasic(string name) => Basic.Contains(name) || name.StartsWith("LC_", StringComparison.Ordinal);

    private static bool IsOuterTerminal(string name) =>
        OuterTerminal.Contains(name) || OuterTerminalPrefixes.Any(prefix => name.StartsWith(prefix, StringComparison.Ordinal));
}
