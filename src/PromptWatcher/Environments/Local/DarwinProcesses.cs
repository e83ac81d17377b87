using System.Runtime.InteropServices;

namespace PromptWatcher.Environments.Local;

/// <summary>The processes of macOS, through libproc (<c>sys/proc_info.h</c>). It does not tell their variables.</summary>
internal static unsafe partial class DarwinProcesses
{
    private const int PROC_PIDTBSDINFO = 3;
    private const uint SZOMB = 5;

    internal static List<ProcessEntry> Read()
    {
        int capacity = proc_listallpids(null, 0) + 64;
        int[] ids = new int[capacity];
        fixed (int* first = ids)
        {
            int count = proc_listallpids(first, capacity * sizeof(int));
            var processes = new List<ProcessEntry>(count);
            for (int i = 0; i < count; i++)
            {
                if (Find(ids[i]) is { } entry)
                    processes.Add(entry);
            }

            return processes;
        }
    }

    internal static ProcessEntry? Find(int process)
    {
        BsdInfo info;
        return proc_pidinfo(process, PROC_PIDTBSDINFO, 0, &info, sizeof(BsdInfo)) == sizeof(BsdInfo) && info.Status != SZOMB
            ? new ProcessEntry(process, (int)info.Parent, getsid(process), (info.StartSeconds * 1_000_000) + info.StartMicroseconds)
            : null;
    }

    [LibraryImport("libc")]
    private static partial int proc_listallpids(void* buffer, int size);

    [LibraryImport("libc")]
    private static partial int proc_pidinfo(int process, int flavor, ulong argument, void* buffer, int size);

    [LibraryImport("libc")]
    private static partial int getsid(int process);

    /// <summary><c>struct proc_bsdinfo</c>, 136 bytes.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 136)]
    private struct BsdInfo
    {
        [FieldOffset(4)]
        public uint Status;

        [FieldOffset(16)]
        public uint Parent;

        [FieldOffset(120)]
        public ulong StartSeconds;

        [FieldOffset(128)]
        public ulong StartMicroseconds;
    }
}
