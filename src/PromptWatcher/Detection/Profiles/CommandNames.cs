namespace PromptWatcher.Detection.Profiles;

/// <summary>Recognises programs by the commands that start them.</summary>
internal static class CommandNames
{
    /// <summary>How many arguments of an interpreter are looked at for the program that it runs.</summary>
    private const int ArgumentsSearched = 4;

    private const string InstalledPackages = "/node_modules/";

    /// <summary>The profile of the program that a command starts, also through an interpreter or a package runner, or null.</summary>
    public static AgentProfile? Recognize(IReadOnlyCollection<AgentProfile> profiles, string command, IReadOnlyList<string> arguments)
    {
        AgentProfile? own = ByCommand(profiles, command);
        if (!IsRunner(Name(command)))
            return own;
        for (int i = 0; i < Math.Min(arguments.Count, ArgumentsSearched); i++)
        {
            if (arguments[i].StartsWith('-'))
                continue;
            // As in "env node FILE" or "node npm exec PACKAGE".
            if (IsRunner(Name(arguments[i])))
                return Recognize(profiles, arguments[i], [.. arguments.Skip(i + 1)]);
            if (ByCommand(profiles, arguments[i]) is { } found)
                return found;
        }

        // What an interpreter was given to run is another program than the interpreter itself, which asks for lines to run.
        return own is null || own.RunsOthers || arguments.All(static argument => argument.StartsWith('-') && argument is not ("-" or "-m" or "-c" or "-e")) ? own : null;
    }

    private static AgentProfile? ByCommand(IReadOnlyCollection<AgentProfile> profiles, string command)
    {
        string name = Name(command);
        string package = Package(command);
        foreach (AgentProfile profile in profiles)
        {
            if (profile.Commands.Contains(name, StringComparer.OrdinalIgnoreCase) || profile.Commands.Contains(package, StringComparer.OrdinalIgnoreCase))
                return profile;
        }

        return null;
    }

    private static string Name(string command)
    {
        string file = command[(command.LastIndexOfAny(['/', '\\']) + 1)..];
        return Path.GetExtension(file).ToLowerInvariant() is ".exe" or ".cmd" or ".bat" or ".ps1" or ".js" or ".mjs" or ".py"
            ? Path.GetFileNameWithoutExtension(file)
            : file;
    }

    // Of a file in an installed package its name, as in "/usr/lib/node_modules/@openai/codex/bin/codex.js"; of a package to be run that without its version.
    private static string Package(string command)
    {
        if (command.LastIndexOf(InstalledPackages, StringComparison.Ordinal) is var at and >= 0)
        {
            string path = command[(at + InstalledPackages.Length)..];
            int end = path.IndexOf('/', path.StartsWith('@') ? path.IndexOf('/') + 1 : 0);
            return end < 0 ? path : path[..end];
        }

        return command.LastIndexOf('@') is var version and > 0 ? command[..version] : command;
    }

    private static bool IsRunner(string name) => name is "node" or "nodejs" or "npx" or "bun" or "bunx" or "deno" or "pnpm" or "pnpx" or "yarn"
        or "uv" or "uvx" or "pipx" or "python" or "python3" or "env" or "npm";
}
