using PromptWatcher.Environments;

namespace PromptWatcher.Docker.Containers;

/// <summary>The ids that names, paths and labels are made of.</summary>
internal static class ContainerIds
{
    /// <exception cref="EnvironmentException">One of them will not do.</exception>
    internal static void Check(PtySpawnOptions options, string sessionId)
    {
        Refusal.ThrowIf(NameTemplate.IdProblem("a session id", sessionId));
        Refusal.ThrowIf(options.ProjectId is null ? null : NameTemplate.IdProblem("a project id", options.ProjectId));
        Refusal.ThrowIf(options.Agent is null ? null : NameTemplate.IdProblem("an agent's id", options.Agent));
    }
}
