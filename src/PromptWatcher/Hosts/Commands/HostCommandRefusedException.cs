using PromptWatcher.Environments;

namespace PromptWatcher.Hosts.Commands;

/// <summary>A command was to run on the host that is not among those which may. Nothing ran.</summary>
public sealed class HostCommandRefusedException : EnvironmentException
{
    internal HostCommandRefusedException(string message)
        : base(message)
    {
    }
}
