using Microsoft.Extensions.Options;
using PromptWatcher.Docker.Containers;

namespace PromptWatcher.Docker;

/// <summary>Where an engine is, and how sessions run in its containers.</summary>
/// <remarks>
/// In the container's and the volume's name and in the worktree's path, <c>{sessionId}</c> and <c>{projectId}</c> stand for the ids of
/// <see cref="Environments.PtySpawnOptions"/>.
/// </remarks>
public sealed class DockerEnvironmentOptions : IValidateOptions<DockerEnvironmentOptions>
{
    /// <summary>
    /// The engine: <c>unix:///path</c>, <c>npipe:////./pipe/name</c> or <c>tcp://host:port</c>. <see langword="null"/> finds it as the docker
    /// command does: DOCKER_HOST, DOCKER_CONTEXT, the configured context, then the usual sockets of Docker, rootless Docker, Docker Desktop and Podman.
    /// </summary>
    public string? Endpoint { get; set; }

    /// <summary>
    /// The folder with <c>ca.pem</c>, <c>cert.pem</c> and <c>key.pem</c> for an <see cref="Endpoint"/> on <c>tcp://</c>;
    /// <see langword="null"/> for one without TLS, or as DOCKER_CERT_PATH and the context say where the endpoint is found.
    /// </summary>
    public string? CertificatePath { get; set; }

    /// <summary>The image of containers, as in <c>node:22</c>, where a spawn names none.</summary>
    public string? Image { get; set; }

    /// <summary>Whether an image that the engine lacks is pulled; <see cref="PullPolicy.Never"/> by default.</summary>
    public PullPolicy Pull { get; set; }

    /// <summary>The program that runs where a spawn's command is empty: <c>/bin/bash</c> by default.</summary>
    public string Shell { get; set; } = "/bin/bash";

    /// <summary>The name of a session's container: <c>claude-session-{sessionId}</c> by default.</summary>
    public string ContainerName { get; set; } = "claude-session-{sessionId}";

    /// <summary>The named volume of a project, mounted at <see cref="RepositoryPath"/>: <c>claude-repo-{projectId}</c> by default.</summary>
    public string VolumeName { get; set; } = "claude-repo-{projectId}";

    /// <summary>Where a project's volume is mounted, the same in every container, since git keeps absolute paths: <c>/repo</c> by default.</summary>
    public string RepositoryPath { get; set; } = "/repo";

    /// <summary>A session's git worktree, its working directory where a project is named: <c>/repo/.worktrees/session-{sessionId}</c> by default.</summary>
    public string WorktreePath { get; set; } = "/repo/.worktrees/session-{sessionId}";

    /// <summary>A session's branch in its project's repository: <c>session-{sessionId}</c> by default.</summary>
    public string BranchName { get; set; } = "session-{sessionId}";

    /// <summary>The image whose git works on a project's volume; <see cref="Image"/> when it is <see langword="null"/>.</summary>
    public string? GitImage { get; set; }

    /// <summary>The image whose <c>sh</c>, <c>head</c> and <c>stat</c> read the processes of the engine's host; <see cref="Image"/> when it is <see langword="null"/>.</summary>
    public string? HostImage { get; set; }

    /// <summary>
    /// Names the application whose containers these are, in the label <c>promptwatcher.owner</c>: letters, digits, <c>-</c>, <c>_</c> and <c>.</c>.
    /// Give each application that shares an engine its own; a restarted one takes its sessions over by it.
    /// </summary>
    public string Owner { get; set; } = "promptwatcher";

    /// <summary>How long a container that no process holds is left for one to take it over, before <c>SweepAsync</c> removes it: 1 minute to 30 days; 1 day by default.</summary>
    public TimeSpan Lease { get; set; } = TimeSpan.FromDays(1);

    /// <summary>The network that containers join, as in <c>none</c> or <c>bridge</c>; the engine's default when it is <see langword="null"/>. That of the host is refused.</summary>
    public string? Network { get; set; }

    /// <summary>The user in containers, as in <c>1000:1000</c> or <c>agent</c>; the image's when it is <see langword="null"/>.</summary>
    public string? User { get; set; }

    /// <summary>
    /// The capabilities that containers keep, every other being dropped. By default those that installing packages and changing owners take. Those that
    /// reach beyond a container, such as SYS_ADMIN, are refused.
    /// </summary>
    public IList<string> Capabilities { get; set; } = ["CHOWN", "DAC_OVERRIDE", "FOWNER", "FSETID", "KILL", "SETGID", "SETUID"];

    /// <summary>Processes and threads that a container may have: from 16 to 1,000,000; 2,048 by default.</summary>
    public int PidsLimit { get; set; } = 2_048;

    /// <summary>Bytes of memory that a container may use, at least 6 MiB; no limit when it is <see langword="null"/>.</summary>
    public long? Memory { get; set; }

    /// <summary>Processors that a container may use, as in 1.5: from 0.01 to 1,024; no limit when it is <see langword="null"/>.</summary>
    public double? Cpus { get; set; }

    /// <summary>The signal that asks a program to end: <c>SIGHUP</c> by default, which also ends shells.</summary>
    public string StopSignal { get; set; } = "SIGHUP";

    /// <summary>How long a program that is killed may take to end by itself before SIGKILL: from 0 to 1 minute, 2 s by default.</summary>
    public TimeSpan KillGrace { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>How long a call to the engine may take, the starting of a container included: from 1 s to 10 minutes; 30 s by default.</summary>
    public TimeSpan RequestTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long an engine may stay away before its sessions are lost: from 0 to 1 day; 5 minutes by default.</summary>
    public TimeSpan ReconnectTimeout { get; set; } = TimeSpan.FromMinutes(5);

    ValidateOptionsResult IValidateOptions<DockerEnvironmentOptions>.Validate(string? name, DockerEnvironmentOptions options)
    {
        string[] failures = [.. OptionsRules.Failures(options)];
        return failures.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }
}
