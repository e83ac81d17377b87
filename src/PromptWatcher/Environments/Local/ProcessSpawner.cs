using System.Runtime.InteropServices;

namespace PromptWatcher.Environments.Local;

/// <summary>
/// Starts a program as the leader of a new session whose controlling terminal is the given one. posix_spawn and not fork: a forked copy
/// of a .NET process has one thread and may hold any of its locks.
/// </summary>
internal static unsafe class ProcessSpawner
{
    private const int FirstInherited = 3;

    private static readonly bool HasCloseFrom = OperatingSystem.IsLinux()
        && NativeLibrary.TryGetExport(NativeLibrary.GetMainProgramHandle(), "posix_spawn_file_actions_addclosefrom_np", out _);

    /// <summary>The process id of the started program.</summary>
    internal static int Spawn(string path, PtySpawnOptions options, string workingDirectory, Dictionary<string, string> environment, byte[] slavePath)
    {
        using var strings = new NativeStrings();
        byte** arguments = strings.Array([options.Command, .. options.Arguments]);
        byte** variables = strings.Array([.. environment.Select(variable => $"{variable.Key}={variable.Value}")]);
        byte* actions = stackalloc byte[LibC.OpaqueSize];
        byte* attributes = stackalloc byte[LibC.OpaqueSize];
        LibC.posix_spawn_file_actions_init(actions);
        LibC.posix_spawnattr_init(attributes);
        try
        {
            fixed (byte* slave = slavePath)
            {
                // The session exists before the first file action: a leader without a terminal that opens one gets it as its own.
                LibC.posix_spawn_file_actions_addopen(actions, 0, slave, Posix.O_RDWR, 0);
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

                int error = LibC.posix_spawn(out int process, strings.Add(path), actions, attributes, arguments, variables);
                return error == 0 ? process : throw Failed(options.Command, path, error);
            }
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
