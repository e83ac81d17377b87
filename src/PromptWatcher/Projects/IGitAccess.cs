namespace PromptWatcher.Projects;

/// <summary>Where a project's repository is, and git for it.</summary>
internal interface IGitAccess
{
    /// <summary>Makes ready for runs of git, until the runner is disposed of.</summary>
    /// <param name="isNew">The repository may be about to be made: its place need not be there.</param>
    /// <param name="source">What it is to be copied from, where it is.</param>
    /// <param name="cancellationToken">Gives it up.</param>
    ValueTask<GitRunner> OpenAsync(bool isNew, string? source, CancellationToken cancellationToken);
}
