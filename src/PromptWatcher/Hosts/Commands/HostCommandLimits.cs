using PromptWatcher.Environments;

namespace PromptWatcher.Hosts.Commands;

/// <summary>What a command on the host gets, and how much of everything.</summary>
internal static class HostCommandLimits
{
    /// <summary>Bytes that a command may print.</summary>
    internal const int LargestOutput = 1024 * 1024;

    /// <summary>How long it may take; the commands take milliseconds.</summary>
    internal static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>All of its environment. No program is looked for there but <c>chroot</c>, in the image of the container that runs commands.</summary>
    internal static readonly IReadOnlyDictionary<string, string> Variables = new Dictionary<string, string>
    {
        ["PATH"] = "/usr/sbin:/usr/bin:/sbin:/bin",
        ["LANG"] = "C.UTF-8",
        ["HOME"] = "/",
    };

    internal static EnvironmentException TookTooLong(HostCommand command) =>
        new($"'{command.Program} {command.Name}' on the host took longer than {Patience.TotalSeconds} s and was ended. Look whether its server hangs.");

    internal static EnvironmentException PrintedTooMuch(HostCommand command) =>
        new($"'{command.Program} {command.Name}' on the host printed more than {LargestOutput} bytes and was ended. Nothing that it is asked for is as long.");
}
