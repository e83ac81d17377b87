using PromptWatcher.Docker.Engine;
using PromptWatcher.Environments;

namespace PromptWatcher.Docker.Containers;

/// <summary>A program to run in a container that runs already, checked before an engine hears of it.</summary>
internal sealed record ExecSpec
{
    private ExecSpec()
    {
    }

    /// <summary>The container's name or id.</summary>
    internal required string Container { get; init; }

    internal required ContainerCommand Command { get; init; }

    internal required ContainerVariables Variables { get; init; }

    internal required TerminalSize Size { get; init; }

    internal required string? User { get; init; }

    /// <summary>Where the program starts; an exec in a directory that is missing fails.</summary>
    internal required string? WorkingDirectory { get; init; }

    /// <summary>Turns options with <see cref="DockerSpawnOptions.Container"/> into an exec.</summary>
    /// <exception cref="EnvironmentException">An option will not do; the message names it, the rule and the remedy.</exception>
    /// <exception cref="ArgumentException">A command, argument or variable has what no program can be given.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The size is outside the limits of <see cref="TerminalSize"/>.</exception>
    internal static ExecSpec Create(DockerEnvironmentOptions environment, DockerSpawnOptions options, string sessionId)
    {
        string container = options.Container ?? throw Refusal.Of("no container is named to run in.");
        options.Size.Validated(nameof(options.Size));
        ContainerIds.Check(options, sessionId);
        Refusal.ThrowIf(EngineName.Problem("the container's name", container));
        Refusal.ThrowIf(ForeignOption(options) is { } option
            ? $"{nameof(DockerSpawnOptions)}.{option} is for a container of the session's own, and '{container}' runs already. Leave out one of the two." : null);
        return new ExecSpec
        {
            Container = container,
            Command = ContainerCommand.Create(environment.Shell, options),
            Variables = ContainerVariables.Create(options),
            Size = options.Size,
            User = ContainerSpec.UserOf(environment, options),
            WorkingDirectory = ContainerPlace.Create(environment, options, sessionId).WorkingDirectory,
        };
    }

    /// <summary>What to ask an engine of this version for.</summary>
    internal CreateExecRequest RequestFor(EngineVersion version) => new()
    {
        Cmd = Command.For(version, Size, Variables, awaitsSecrets: false),
        Env = Variables.For(version),
        WorkingDir = WorkingDirectory,
        User = User,
        ConsoleSize = version.TakesConsoleSize ? [Size.Rows, Size.Columns] : null,
    };

    private static string? ForeignOption(DockerSpawnOptions options) =>
        options.Image is not null ? nameof(options.Image)
        : options.Mounts.Count > 0 ? nameof(options.Mounts)
        : options.Network is not null ? nameof(options.Network)
        : options.Memory is not null ? nameof(options.Memory)
        : options.Cpus is not null ? nameof(options.Cpus)
        : options.Labels.Count > 0 ? nameof(options.Labels)
        : options.Secrets.Count > 0 ? nameof(options.Secrets)
        : null;
}
