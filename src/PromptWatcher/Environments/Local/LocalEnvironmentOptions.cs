using Microsoft.Extensions.Options;

namespace PromptWatcher.Environments.Local;

/// <summary>How programs run on this machine.</summary>
public sealed class LocalEnvironmentOptions : IValidateOptions<LocalEnvironmentOptions>
{
    private static readonly TimeSpan MaxKillGrace = TimeSpan.FromMinutes(1);

    /// <summary>How long a program that is killed may take to end by itself (after SIGHUP and SIGTERM) before SIGKILL: from 0 to 1 minute, 2 s by default.</summary>
    public TimeSpan KillGrace { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>
    /// Where the repository of a project is, as in <c>/srv/projects/{projectId}</c>; <see langword="null"/> when this machine has no place for projects.
    /// The worktrees of its sessions are in <c>.worktrees/session-{sessionId}</c> in it.
    /// </summary>
    public string? RepositoryPath { get; set; }

    ValidateOptionsResult IValidateOptions<LocalEnvironmentOptions>.Validate(string? name, LocalEnvironmentOptions options) =>
        options.KillGrace < TimeSpan.Zero || options.KillGrace > MaxKillGrace
            ? ValidateOptionsResult.Fail($"{nameof(LocalEnvironmentOptions)}.{nameof(KillGrace)} is {options.KillGrace}; it must be from {TimeSpan.Zero} to {MaxKillGrace}. Choose a time in between.")
            : options.RepositoryPath is { } path && NameTemplate.Problem(path, static name => Path.IsPathFullyQualified(name) ? null : $"{Printable.Quote(name)} is no absolute path.") is { } problem
            ? ValidateOptionsResult.Fail($"{nameof(LocalEnvironmentOptions)}.{nameof(RepositoryPath)}: {problem}")
            : ValidateOptionsResult.Success;
}
