using PromptWatcher.Environments.Unix;

namespace PromptWatcher.Environments.Local;

/// <summary>Finds the file that a command names, as execvp(3) would: a name without a slash is looked up in PATH.</summary>
internal static class CommandLookup
{
    private const string DefaultPath = "/usr/local/bin:/usr/bin:/bin";

    internal static string Find(string command, string workingDirectory, IReadOnlyDictionary<string, string> environment)
    {
        if (command.Contains('/'))
        {
            string path = Path.GetFullPath(command, workingDirectory);
            if (Directory.Exists(path))
                throw new EnvironmentException($"Cannot start '{command}': it is a directory. Name the program inside it.");
            if (!File.Exists(path))
                throw new EnvironmentException($"Cannot start '{command}': there is no such file. Relative paths start at the working directory '{workingDirectory}'.");
            return IsExecutable(path)
                ? path
                : throw new EnvironmentException($"Cannot start '{command}': the file is not executable for this user. Run 'chmod +x' on it, or start its interpreter with the file as an argument.");
        }

        string search = environment.TryGetValue("PATH", out string? value) && value.Length > 0 ? value : DefaultPath;
        foreach (string directory in search.Split(':'))
        {
            string path = Path.GetFullPath(Path.Combine(directory.Length == 0 ? "." : directory, command), workingDirectory);
            if (File.Exists(path) && IsExecutable(path))
                return path;
        }

        throw new CommandNotFoundException(command, $"Cannot start '{command}': no directory of PATH holds an executable of that name (PATH is '{search}'). "
            + "Install the program, correct the name, or give its full path."
            + (command.Contains(' ') ? " The command is the program alone; its arguments go beside it, one string each." : ""));
    }

    /// <summary>By this very user, as execvp asks: a file that only its owner may run does not hide one further down PATH.</summary>
    private static bool IsExecutable(string path) => LibC.access(path, Posix.X_OK) == 0;
}
