using System.Net;
using PromptWatcher.Docker.Engine;
using PromptWatcher.Environments;

namespace PromptWatcher.Docker.Containers;

/// <summary>
/// Finds a command in a container that is not started yet. It is the init program that starts it, or a shell: one that is missing would show as a line
/// of theirs on the terminal and exit code 127. To know it beforehand takes some 4 ms for each directory of PATH.
/// </summary>
internal static class CommandSearch
{
    private const string Shell = "/bin/sh";
    private const string DefaultPath = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"; // the engine's own, for images without one

    /// <summary>Where a command is likely to be, so that few directories are asked about. In which it is does not matter here.</summary>
    private static readonly string[] UsualPlaces = ["/usr/bin", "/bin", "/usr/local/bin"];

    private const uint DirectoryBit = 1u << 31;     // of Go's FileMode
    private const uint LinkBit = 1u << 27;
    private const uint AnyExecute = 0x49;           // 0111
    private const int MostLinks = 40;               // as a Linux kernel follows

    /// <exception cref="EnvironmentException">There is no such command, or it cannot be executed.</exception>
    internal static Task RequireAsync(EngineClient engine, string containerId, SoughtCommand sought, bool throughShell, CancellationToken cancellationToken) =>
        RequireAsync(sought, throughShell, async path =>
        {
            try
            {
                return await engine.FindPathAsync(containerId, path, cancellationToken).ConfigureAwait(false);
            }
            catch (DockerEngineException exception) when (exception.Status == HttpStatusCode.InternalServerError)
            {
                return null; // a file where a directory should be, or links in a circle
            }
        });

    /// <exception cref="EnvironmentException">There is no such command, or it cannot be executed.</exception>
    internal static async Task RequireAsync(SoughtCommand sought, bool throughShell, Func<string, ValueTask<PathStat?>> find)
    {
        if (throughShell && !IsExecutable(await FollowAsync(Shell, find).ConfigureAwait(false)))
        {
            throw new EnvironmentException($"Cannot start {Printable.Quote(sought.Program)} in {sought.Place}: a shell has to set the terminal's first size, as this engine's API is older than 1.42 or "
                + $"Podman's, or to wait for the session's secrets, and it has no {Shell}. Use an image with a shell, or a newer Docker engine and no secrets.");
        }

        string program = sought.Program;
        string directory = sought.WorkingDirectory is { Length: > 0 } own ? own : "/";
        string search = sought.Path ?? DefaultPath;
        bool isThere = false;
        foreach (string path in program.Contains('/') ? [Join(directory, program)] : search.Split(':').OrderByDescending(UsualPlaces.Contains).Select(entry => Join(Join(directory, entry), program)))
        {
            PathStat? found = await FollowAsync(path, find).ConfigureAwait(false);
            if (IsExecutable(found))
                return;
            isThere |= found is not null;
        }

        throw new EnvironmentException(Explain(sought, isThere, search));
    }

    private static async ValueTask<PathStat?> FollowAsync(string path, Func<string, ValueTask<PathStat?>> find)
    {
        for (int links = 0; links < MostLinks; links++)
        {
            PathStat? found = await find(path).ConfigureAwait(false);
            if (found is null || (found.Mode & LinkBit) == 0 || found.LinkTarget is not { Length: > 0 } target)
                return found;
            path = Join(path[..path.LastIndexOf('/')], target);
        }

        return null;
    }

    private static bool IsExecutable(PathStat? found) => found is not null && (found.Mode & (DirectoryBit | LinkBit)) == 0 && (found.Mode & AnyExecute) != 0;

    private static string Join(string directory, string path) => path.StartsWith('/') ? path : path.Length == 0 ? directory : $"{directory.TrimEnd('/')}/{path}";

    private static string Explain(SoughtCommand sought, bool isThere, string search)
    {
        string program = sought.Program;
        string start = $"Cannot start {Printable.Quote(program)}: ";
        if (isThere)
            return $"{start}in {sought.Place} that is a directory, or a file that nobody may execute. Run 'chmod +x' on it there, or name its interpreter and give the file as an argument.";
        string where = program.Contains('/') ? $"there is no such file in {sought.Place}" : $"no directory of PATH holds a command of that name in {sought.Place} (PATH is {Printable.Quote(search)})";
        return $"{start}{where}. Use an image that has it, correct the name, or give its full path."
            + (program.Contains(' ') ? " The command is the program alone; its arguments go beside it, one string each." : "");
    }
}
