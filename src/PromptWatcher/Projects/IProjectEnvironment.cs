using PromptWatcher.Environments;

namespace PromptWatcher.Projects;

/// <summary>An environment that keeps a place per project: a repository, with a worktree for each session.</summary>
/// <remarks>
/// A spawn that names a project starts in its session's worktree, which is made where it is missing. The environment never starts a program
/// in an empty directory in its place.
/// </remarks>
public interface IProjectEnvironment : IEnvironmentAdapter
{
    /// <summary>The project's repository and worktrees, which need not be there yet.</summary>
    /// <param name="projectId">The project: letters, digits, <c>-</c>, <c>_</c> and <c>.</c>, at most 64.</param>
    /// <exception cref="EnvironmentException">The id will not do, or the environment has no place for projects.</exception>
    GitWorkspace GetWorkspace(string projectId);
}
