namespace PromptWatcher.Environments;

/// <summary>The names of variables that a spawn may set.</summary>
internal static class VariableNames
{
    // Each has a program run code that its command line does not name: loaders, shells, language runtimes, git.
    private static readonly HashSet<string> Loading = new(StringComparer.OrdinalIgnoreCase)
    {
        "BASH_ENV", "ENV", "SHELLOPTS", "BASHOPTS", "PROMPT_COMMAND", "PS4", "IFS", "ZDOTDIR",
        "NODE_OPTIONS", "BUN_OPTIONS", "PYTHONSTARTUP", "PYTHONHOME", "PYTHONPATH", "PYTHONINSPECT", "PERL5OPT", "PERL5LIB", "PERL5DB", "RUBYOPT", "RUBYLIB",
        "JAVA_TOOL_OPTIONS", "_JAVA_OPTIONS", "JDK_JAVA_OPTIONS", "DOTNET_STARTUP_HOOKS", "CORECLR_PROFILER_PATH", "GCONV_PATH", "LESSOPEN", "LESSCLOSE",
        "GIT_SSH", "GIT_SSH_COMMAND", "GIT_EXEC_PATH", "GIT_EXTERNAL_DIFF", "GIT_ASKPASS", "GIT_PROXY_COMMAND", "GIT_TEMPLATE_DIR",
    };

    private static readonly string[] LoadingPrefixes = ["LD_", "DYLD_", "GIT_CONFIG", "BASH_FUNC_"];

    /// <summary>What is wrong with a name; <see langword="null"/> when a program may be given it. The value may be a secret and is in no message.</summary>
    /// <param name="name">The name.</param>
    /// <param name="allowsLoading">Variables that have programs load code of others may be set.</param>
    internal static string? Problem(string name, bool allowsLoading)
    {
        if (name.Length == 0 || name.AsSpan().IndexOfAny('=', '\0') >= 0)
            return $"The variable {Printable.Quote(name)} cannot be set: a name has at least one character, no '=' and no NUL.";
        if (Printable.HasHidden(name))
            return $"The variable {Printable.Quote(name)} cannot be set: its name has control or invisible characters. Leave them out.";
        bool isLoading = Loading.Contains(name) || LoadingPrefixes.Any(prefix => name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase));
        return isLoading && !allowsLoading
            ? $"The variable {Printable.Quote(name)} is not set: it has programs run code that their command line does not name. "
                + $"Leave it out, or set {nameof(PtySpawnOptions)}.{nameof(PtySpawnOptions.AllowLoadingVariables)} where it comes from somebody who may run anything."
            : null;
    }
}
