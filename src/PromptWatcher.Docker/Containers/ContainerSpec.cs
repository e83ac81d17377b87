using PromptWatcher.Docker.Engine;
using PromptWatcher.Environments;
using PromptWatcher.Projects;

namespace PromptWatcher.Docker.Containers;

/// <summary>A container for a session: what a spawn's options come to, checked before an engine hears of them.</summary>
internal sealed record ContainerSpec
{
    private ContainerSpec()
    {
    }

    /// <summary>The container's name.</summary>
    internal required string Name { get; init; }

    internal required string Image { get; init; }

    internal required ContainerCommand Command { get; init; }

    internal required ContainerVariables Variables { get; init; }

    internal required TerminalSize Size { get; init; }

    internal required IReadOnlyDictionary<string, string> Secrets { get; init; }

    internal required Labels Labels { get; init; }

    /// <summary>Where the program starts; the image says where when it is <see langword="null"/>.</summary>
    internal required string? WorkingDirectory { get; init; }

    /// <summary>The git worktree that must be there before the start: an engine makes a working directory that is missing, without a word.</summary>
    internal required string? WorktreePath { get; init; }

    /// <summary>Where the session's branch begins, when its worktree has to be made.</summary>
    internal required string? BranchStart { get; init; }

    /// <summary>The project's volume, where a project is named.</summary>
    internal required string? VolumeName { get; init; }

    /// <summary>The worktree lies in the volume, so a new, empty one would not do.</summary>
    internal required bool VolumeMustExist { get; init; }

    /// <summary>What of the request does not depend on the engine's version.</summary>
    private CreateContainerRequest Request { get; init; } = null!;

    /// <summary>Turns options into a container.</summary>
    /// <param name="environment">Checked options of the environment.</param>
    /// <param name="options">The spawn's.</param>
    /// <param name="sessionId">The session, whose id may have been made up.</param>
    /// <exception cref="EnvironmentException">An option will not do; the message names it, the rule and the remedy.</exception>
    /// <exception cref="ArgumentException">A command, argument or variable has what no program can be given.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The size is outside the limits of <see cref="TerminalSize"/>.</exception>
    internal static ContainerSpec Create(DockerEnvironmentOptions environment, PtySpawnOptions options, string sessionId)
    {
        var docker = options as DockerSpawnOptions;
        options.Size.Validated(nameof(options.Size));
        ContainerIds.Check(options, sessionId);
        Environments.Secrets.Check(options.Secrets);
        string image = docker?.Image ?? environment.Image
            ?? throw Refusal.Of($"no image is named. Set {nameof(DockerSpawnOptions)}.{nameof(DockerSpawnOptions.Image)} or {nameof(DockerEnvironmentOptions)}.{nameof(DockerEnvironmentOptions.Image)}.");
        Refusal.ThrowIf(ImageGrammar.Problem(image));
        Refusal.ThrowIf(options.BranchStart is null ? null : GitNames.StartProblem(options.BranchStart));
        ContainerPlace place = ContainerPlace.Create(environment, options, sessionId);
        ContainerCommand command = ContainerCommand.Create(environment.Shell, options);
        var labels = new Labels(environment.Owner, sessionId, options.ProjectId, options.Agent, environment.Lease, options.Size, command.Program);
        string name = NameTemplate.Fill(environment.ContainerName, sessionId, options.ProjectId);
        Refusal.ThrowIf(EngineName.Problem("the container's name", name));
        return new ContainerSpec
        {
            Name = name,
            Image = image,
            Command = command,
            Variables = ContainerVariables.Create(options),
            Size = options.Size,
            Secrets = options.Secrets,
            Labels = labels,
            WorkingDirectory = place.WorkingDirectory,
            WorktreePath = place.WorktreePath,
            BranchStart = options.BranchStart,
            VolumeName = place.VolumeName,
            VolumeMustExist = place.VolumeMustExist,
            Request = new CreateContainerRequest
            {
                Image = image,
                WorkingDir = place.WorkingDirectory,
                User = UserOf(environment, docker),
                Labels = AllLabels(labels, docker),
                StopSignal = environment.StopSignal,
                HostConfig = HostSettings.Create(environment, docker, ContainerMounts.Create(environment, docker, place.VolumeName)) with
                {
                    Tmpfs = options.Secrets.Count > 0 ? new Dictionary<string, string> { [ContainerSecrets.Directory] = ContainerSecrets.TmpfsOptions } : null,
                },
            },
        };
    }

    /// <summary>Refuses a mount of the socket of the engine that is about to be asked, or of a directory that holds it.</summary>
    /// <exception cref="EnvironmentException">There is one.</exception>
    internal void RequireNoSocketOf(DockerEndpoint endpoint)
    {
        if (endpoint.Address.Scheme == DockerEndpoint.Unix)
            Refusal.ThrowIf(ContainerMounts.SocketProblem(Request.HostConfig.Mounts!, endpoint.Location));
    }

    /// <summary>
    /// What to ask an engine of this version for. The image's own entry point and command are replaced: Podman keeps the entry point when an empty one
    /// is sent, so the program is the entry point, and its arguments the command.
    /// </summary>
    /// <param name="version">The engine's version.</param>
    /// <param name="imageUser">The user that the image names, where it does.</param>
    internal CreateContainerRequest RequestFor(EngineVersion version, string? imageUser)
    {
        IReadOnlyList<string> command = Command.For(version, Size, Variables, Secrets.Count > 0);
        return Request with
        {
            Entrypoint = [command[0]],
            Cmd = [.. command.Skip(1)],
            Env = Variables.For(version),
            HostConfig = Request.HostConfig with
            {
                CapAdd = HostSettings.CapabilitiesFor(version, Request.User ?? imageUser, Request.HostConfig.CapAdd!),
                ConsoleSize = version.TakesConsoleSize ? [Size.Rows, Size.Columns] : null,
            },
        };
    }

    /// <exception cref="EnvironmentException">The user will not do.</exception>
    internal static string? UserOf(DockerEnvironmentOptions environment, DockerSpawnOptions? docker)
    {
        string? user = docker?.User ?? environment.User;
        Refusal.ThrowIf(user is null ? null : ContainerUser.Problem(user));
        return user;
    }

    private static Dictionary<string, string> AllLabels(Labels own, DockerSpawnOptions? docker)
    {
        Dictionary<string, string> labels = own.ToDictionary();
        foreach ((string key, string value) in docker?.Labels ?? new Dictionary<string, string>())
        {
            Refusal.ThrowIf(Labels.Problem(key, value));
            labels[key] = value;
        }

        return labels;
    }
}
