using System.Text;
using PromptWatcher.Hosts;

namespace PromptWatcher.Docker.Hosts;

/// <summary>What this process is known by on its machine, where its process id may be another one.</summary>
/// <param name="BootId">The machine since its start.</param>
/// <param name="StartTicks">When this process started.</param>
internal sealed record OwnProcess(string BootId, ulong StartTicks)
{
    /// <summary>Null where there is no <c>/proc</c>.</summary>
    internal static OwnProcess? Find()
    {
        byte[] buffer = new byte[ProcessDetails.LargestFile];
        string boot = Encoding.ASCII.GetString(ProcFile.TryRead("/proc/sys/kernel/random/boot_id", buffer)).Trim();
        return boot.Length > 0 && ProcessStat.TryParse(ProcFile.TryRead("/proc/self/stat", buffer), out ProcessStat stat) ? new OwnProcess(boot, stat.StartTicks) : null;
    }
}
