using System.Runtime.InteropServices;
using PromptWatcher.Environments.Unix;

namespace PromptWatcher.Environments.Local;

/// <summary>
/// Starts a program as the leader of a new session whose controlling terminal is the given one. posix_spawn and not fork: a forked copy
/// of a .NET process has one thread and may hold any of its locks.
/// </summary>
internal static unsafe class ProcessSpawner
{
    private const int FirstInherited = 3;

    /// <summary>
    /// glibc and musl make the session before the file actions, so that the one which opens the terminal makes it the controlling one.
    /// Darwin makes the session last (exec_activate_image follows exec_handle_file_actions): there a shell, already the leader, opens the
    /// terminal and becomes the program. It is given no text but this.
    /// </summary>
    private const string OpenTerminal = "exec <>\"$0\" >&0 2>&1; exec \"$@\"";

    private static readonly bool HasCloseFrom = OperatingSystem.IsLinux()
        && NativeLibrary.TryGetExport(NativeLibrary.GetMainProgramHandle(), "posix_spawn_file_actions_addclosefrom_np", out _);

    /// <summary>Starts it.</summary>
    /// <param name="path">The program's file.</param>
    /// <param name="options">Its arguments.</param>
    /// <param name="workingDirectory">Where it starts.</param>
    /// <param name="environment">Its variables.</param>
    /// <param name="slavePath">Its side of the terminal.</param>
    /// <param name="throughShell">The session is made after the file actions, as Darwin does.</param>
    /// <returns>The process id.</returns>
    /// <exception cref="EnvironmentException">It cannot be started.</exception>
    internal static int Spawn(string path, PtySpawnOptions options, string workingDirectory, Dictionary<string, string> environment, string slavePath, bool throughShell)
    {
        using var strings = new NativeStrings();
        byte** arguments = strings.Array(throughShell ? ["sh", "-c", OpenTerminal, slavePath, path, .. options.Arguments] : [options.Command, .. options.Arguments]);
        byte** variables = strings.Array([.. environment.Select(variable => $"{variable.Key}={variable.Value}")]);
        byte* actions = stackalloc byte[LibC.OpaqueSize];
        byte* attributes = stackalloc byte[LibC.OpaqueSize];
        LibC.posix_spawn_file_actions_init(actions);
        LibC.posix_spawnattr_init(attributes);
        try
        {
            LibC.posix_spawn_file_actions_addopen(actions, 0, strings.Add(throughShell ? "/dev/null" : slavePath), Posix.O_RDWR, 0);
            LibC.posix_spawn_file_actions_adddup2(actions, 0, 1);
            LibC.posix_spawn_file_actions_adddup2(actions, 0, 2);
            LibC.posix_spawn_file_actions_addchdir_np(actions, strings.Add(workingDirectory));
            if (HasCloseFrom)
                LibC.posix_spawn_file_actions_addclosefrom_np(actions, FirstInherited);

            // The runtime ignores SIGPIPE, and what is ignored stays so across exec.
            byte* signals = stackalloc byte[LibC.OpaqueSize];
            LibC.sigfillset(signals);
            LibC.posix_spawnattr_setsigdefault(attributes, signals);
            LibC.sigemptyset(signals);
            LibC.posix_spawnattr_setsigmask(attributes, signals);
            LibC.posix_spawnattr_setflags(attributes, (short)(Posix.POSIX_SPAWN_SETSID | Posix.POSIX_SPAWN_SETSIGDEF | Posix.POSIX_SPAWN_SETSIGMASK
                | (OperatingSystem.IsMacOS() ? Posix.POSIX_SPAWN_CLOEXEC_DEFAULT : 0)));

            int error = LibC.posix_spawn(out int process, strings.Add(throughShell ? "/bin/sh" : path), actions, attributes, arguments, variables);
            return error == 0 ? process : throw Failed(options.Command, path, error);
        }
        finally
        {
            LibC.posix_spawnattr_destroy(attributes);
            LibC.posix_spawn_file_actions_destroy(actions);
        }
    }

    private static EnvironmentException Failed(string command, string path, int error)
    {
        string remedy = error switch
        {
            Posix.ENOEXEC => "The file is neither a program for this machine nor a script that begins with '#!'.",
            Posix.ENOENT => "The interpreter that the file names, or the working directory, does not exist.",
            Posix.EACCES => "Check the rights on the file, on its directories and on the working directory, and that it is not on a noexec mount.",
            _ => "Check the limits of processes and memory (ulimit -u, ulimit -v).",
        };
        return new EnvironmentException($"Cannot start '{command}' ({path}): posix_spawn said {LibC.Describe(error)}. {remedy}");
    }
}
