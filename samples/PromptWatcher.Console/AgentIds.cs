using PromptWatcher.Detection;
using PromptWatcher.Environments;

namespace PromptWatcher.Console;

/// <summary>The agents' profiles by id, as the command line names them.</summary>
internal static class AgentIds
{
    /// <exception cref="UnknownIdException">There is no such agent; the message lists those that exist.</exception>
    public static void Check(string? id) => Find(id);

    /// <exception cref="UnknownIdException">There is no such agent; the message lists those that exist.</exception>
    public static AgentProfile? Find(string? id) =>
        id is null ? null
        : AgentProfiles.Default.TryGet(id, out AgentProfile? profile) ? profile
        : throw new UnknownIdException("agent", id, AgentProfiles.Default.Ids);
}
