using Microsoft.Extensions.Options;

namespace PromptWatcher.Environments.Local;

/// <summary>How programs run on this machine.</summary>
public sealed class LocalEnvironmentOptions : IValidateOptions<LocalEnvironmentOptions>
{
    private static readonly TimeSpan MaxKillGrace = TimeSpan.FromMinutes(1);

    /// <summary>How long a program that is killed may take to end by itself (after SIGHUP and SIGTERM) before SIGKILL: from 0 to 1 minute, 2 s by default.</summary>
    public TimeSpan KillGrace { get; set; } = TimeSpan.FromSeconds(2);

    ValidateOptionsResult IValidateOptions<LocalEnvironmentOptions>.Validate(string? name, LocalEnvironmentOptions options) =>
        options.KillGrace < TimeSpan.Zero || options.KillGrace > MaxKillGrace
            ? ValidateOptionsResult.Fail($"{nameof(LocalEnvironmentOptions)}.{nameof(KillGrace)} is {options.KillGrace}; it must be from {TimeSpan.Zero} to {MaxKillGrace}. Choose a time in between.")
            : ValidateOptionsResult.Success;
}
