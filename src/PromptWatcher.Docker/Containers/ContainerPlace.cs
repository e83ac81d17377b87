using PromptWatcher.Environments;
using PromptWatcher.Projects;

namespace PromptWatcher.Docker.Containers;

/// <summary>Where in its container a program starts, and what has to be there.</summary>
internal sealed record ContainerPlace(string? WorkingDirectory, string? WorktreePath, string? VolumeName, bool VolumeMustExist)
{
    /// <exception cref="EnvironmentException">A path or name will not do.</exception>
    internal static ContainerPlace Create(DockerEnvironmentOptions environment, PtySpawnOptions options, string sessionId)
    {
        string? projectWorktree = options.ProjectId is null ? null : NameTemplate.Fill(environment.WorktreePath, sessionId, options.ProjectId);
        string? directory = options.WorkingDirectory ?? options.WorktreePath ?? projectWorktree;
        string? worktree = options.WorktreePath ?? (options.WorkingDirectory is null ? projectWorktree : null);
        string? volume = options.ProjectId is null ? null : NameTemplate.Fill(environment.VolumeName, sessionId, options.ProjectId);
        Refusal.ThrowIf(directory is null ? null : ContainerPath.Problem("the working directory", directory));
        Refusal.ThrowIf(worktree is null ? null : ContainerPath.Problem("the worktree", worktree));
        Refusal.ThrowIf(volume is null ? null : EngineName.Problem("the volume's name", volume));
        Refusal.ThrowIf(worktree is not null && worktree == projectWorktree ? GitNames.BranchProblem(NameTemplate.Fill(environment.BranchName, sessionId, options.ProjectId)) : null);
        return new ContainerPlace(directory, worktree, volume, volume is not null && worktree is not null && ContainerPath.IsInside(worktree, environment.RepositoryPath));
    }
}
