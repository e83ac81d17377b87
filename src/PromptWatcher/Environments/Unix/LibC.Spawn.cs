using System.Runtime.InteropServices;

namespace PromptWatcher.Environments.Unix;

internal static unsafe partial class LibC
{
    /// <summary>Room for the opaque <c>posix_spawnattr_t</c> (336 bytes in glibc and musl, a pointer in macOS), <c>posix_spawn_file_actions_t</c> (80) and <c>sigset_t</c> (128).</summary>
    internal const int OpaqueSize = 512;

    // These return an error number and leave errno alone.
    [LibraryImport(Library)]
    internal static partial int posix_spawn(out int process, byte* path, void* fileActions, void* attributes, byte** arguments, byte** environment);

    [LibraryImport(Library)]
    internal static partial int posix_spawnattr_init(void* attributes);

    [LibraryImport(Library)]
    internal static partial int posix_spawnattr_destroy(void* attributes);

    [LibraryImport(Library)]
    internal static partial int posix_spawnattr_setflags(void* attributes, short flags);

    [LibraryImport(Library)]
    internal static partial int posix_spawnattr_setsigdefault(void* attributes, void* signals);

    [LibraryImport(Library)]
    internal static partial int posix_spawnattr_setsigmask(void* attributes, void* signals);

    [LibraryImport(Library)]
    internal static partial int posix_spawn_file_actions_init(void* actions);

    [LibraryImport(Library)]
    internal static partial int posix_spawn_file_actions_destroy(void* actions);

    [LibraryImport(Library)]
    internal static partial int posix_spawn_file_actions_addopen(void* actions, int descriptor, byte* path, int flags, uint mode);

    [LibraryImport(Library)]
    internal static partial int posix_spawn_file_actions_adddup2(void* actions, int from, int to);

    [LibraryImport(Library)]
    internal static partial int posix_spawn_file_actions_addchdir_np(void* actions, byte* path);

    /// <summary>glibc 2.34 and later; elsewhere the entry point is missing.</summary>
    [LibraryImport(Library)]
    internal static partial int posix_spawn_file_actions_addclosefrom_np(void* actions, int from);

    [LibraryImport(Library)]
    internal static partial int sigemptyset(void* signals);

    [LibraryImport(Library)]
    internal static partial int sigfillset(void* signals);
}
