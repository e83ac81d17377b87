using System.Globalization;
using PromptWatcher.Projects;

namespace PromptWatcher.Docker.Containers;

/// <summary>The rules for an environment's options.</summary>
internal static class OptionsRules
{
    private const int LeastPids = 16;
    private const int MostPids = 1_000_000;

    /// <summary>All that is wrong with them, each with the option's name, its value, the rule and the remedy.</summary>
    internal static IEnumerable<string> Failures(DockerEnvironmentOptions options) =>
        Problems(options).Where(found => found.Problem is not null).Select(found => $"{nameof(DockerEnvironmentOptions)}.{found.Option}: {found.Problem}");

    private static IEnumerable<(string Option, string? Problem)> Problems(DockerEnvironmentOptions options) =>
    [
        (nameof(options.Endpoint), EndpointProblem(options.Endpoint)),
        (nameof(options.CertificatePath), CertificateProblem(options)),
        (nameof(options.Image), options.Image is null ? null : ImageGrammar.Problem(options.Image)),
        (nameof(options.Pull), Enum.IsDefined(options.Pull) ? null : $"{(int)options.Pull} is no policy. Choose {string.Join(" or ", Enum.GetNames<PullPolicy>())}."),
        (nameof(options.Shell), Required(options.Shell, ContainerCommand.Problem)),
        (nameof(options.ContainerName), Required(options.ContainerName, ContainerNameProblem)),
        (nameof(options.VolumeName), Required(options.VolumeName, template => NameTemplate.Problem(template, name => EngineName.Problem("the volume's name", name)))),
        (nameof(options.RepositoryPath), Required(options.RepositoryPath, path => ContainerMounts.TargetProblem("the volume's path", path))),
        (nameof(options.WorktreePath), Required(options.WorktreePath, template => NameTemplate.Problem(template, path => WorktreeProblem(path, options.RepositoryPath)) ?? OwnProblem("worktree", template))),
        (nameof(options.BranchName), Required(options.BranchName, template => NameTemplate.Problem(template, GitNames.BranchProblem) ?? OwnProblem("branch", template))),
        (nameof(options.GitImage), options.GitImage is null ? null : ImageGrammar.Problem(options.GitImage)),
        (nameof(options.HostImage), options.HostImage is null ? null : ImageGrammar.Problem(options.HostImage)),
        (nameof(options.Owner), Required(options.Owner, owner => NameTemplate.IdProblem("an owner", owner))),
        (nameof(options.Lease), Range(options.Lease, TimeSpan.FromMinutes(1), TimeSpan.FromDays(30))),
        (nameof(options.Network), options.Network is null ? null : EngineName.NetworkProblem(options.Network)),
        (nameof(options.User), options.User is null ? null : ContainerUser.Problem(options.User)),
        .. options.Capabilities is null
            ? [(nameof(options.Capabilities), "it is null. Give a list; an empty one keeps none.")]
            : options.Capabilities.Select(capability => (nameof(options.Capabilities), Capabilities.Problem(capability))),
        (nameof(options.PidsLimit), options.PidsLimit is >= LeastPids and <= MostPids ? null : $"{options.PidsLimit} will not do. Choose from {LeastPids} to {MostPids}."),
        (nameof(options.Memory), ResourceLimits.MemoryProblem(options.Memory)),
        (nameof(options.Cpus), ResourceLimits.CpusProblem(options.Cpus)),
        (nameof(options.StopSignal), Required(options.StopSignal, StopSignals.Problem)),
        (nameof(options.KillGrace), Range(options.KillGrace, TimeSpan.Zero, TimeSpan.FromMinutes(1))),
        (nameof(options.RequestTimeout), Range(options.RequestTimeout, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(10))),
        (nameof(options.ReconnectTimeout), Range(options.ReconnectTimeout, TimeSpan.Zero, TimeSpan.FromDays(1))),
    ];

    private static string? Required(string? value, Func<string, string?> problem) => value is null ? "it is null. Leave it out for the default." : problem(value);

    private static string? Range(TimeSpan value, TimeSpan least, TimeSpan most) => value >= least && value <= most ? null
        : string.Create(CultureInfo.InvariantCulture, $"{value} will not do. Choose from {least} to {most}.");

    private static string? EndpointProblem(string? endpoint) =>
        endpoint is null || (Uri.TryCreate(endpoint, UriKind.Absolute, out Uri? address) && address.Scheme is "unix" or "npipe" or "tcp") ? null
            : $"{Printable.Quote(endpoint)} is no address of an engine. Write it as unix:///path, npipe:////./pipe/name or tcp://host:port.";

    private static string? CertificateProblem(DockerEnvironmentOptions options) => options.CertificatePath switch
    {
        null => null,
        "" => "it is empty. Name the folder with ca.pem, cert.pem and key.pem.",
        var path when options.Endpoint?.StartsWith("tcp://", StringComparison.OrdinalIgnoreCase) != true =>
            $"{Printable.Quote(path)} is for an {nameof(options.Endpoint)} on tcp:// only. Set that too, or leave both out.",
        _ => null,
    };

    private static string? ContainerNameProblem(string template) =>
        NameTemplate.Problem(template, name => EngineName.Problem("the container's name", name)) ?? OwnProblem("container", template);

    // Once: the session is read from the name, too.
    private static string? OwnProblem(string what, string template) => template.Split(NameTemplate.Session).Length switch
    {
        1 => $"{Printable.Quote(template)} names every session's {what} the same. Put {NameTemplate.Session} in it.",
        2 => null,
        _ => $"{Printable.Quote(template)} has {NameTemplate.Session} more than once. Put it in once.",
    };

    private static string? WorktreeProblem(string path, string? repository) =>
        ContainerPath.Problem("the worktree", path)
        ?? (repository is null || ContainerPath.IsInside(path, repository) ? null
            : $"the worktree {Printable.Quote(path)} lies outside of the volume, which is mounted at {Printable.Quote(repository)}. Put it inside.");
}
