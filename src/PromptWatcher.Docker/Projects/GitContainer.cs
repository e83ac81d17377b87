using System.Text;
using PromptWatcher.Docker.Containers;
using PromptWatcher.Docker.Engine;
using PromptWatcher.Environments;
using PromptWatcher.Projects;

namespace PromptWatcher.Docker.Projects;

/// <summary>A short-lived container in which git runs on a project's volume.</summary>
/// <remarks>
/// Its first process is a git that reads its input, which is this connection: it ends, and the engine removes the container, when this
/// process dies. Each command of git is an exec beside it, a fifth of the time of a container of its own. Those that make something run as the
/// user whose sessions work there; those that read or delete what anybody may own run as root.
/// </remarks>
internal sealed class GitContainer : IAsyncDisposable
{
    private const string Home = "/tmp";
    private const string Root = "0:0";
    private const string AnyOwner = "safe.directory=*";

    // Waits for the end of its input, in no repository, and changes nothing.
    private static readonly string[] Waiting = ["hash-object", "--stdin"];

    private readonly EngineClient _engine;
    private readonly HeldContainer _container;
    private readonly string? _user;

    private GitContainer(EngineClient engine, HeldContainer container, string? user)
    {
        _engine = engine;
        _container = container;
        _user = user;
    }

    internal string Id => _container.Id;

    /// <param name="engine">Where.</param>
    /// <param name="options">The environment's.</param>
    /// <param name="image">The image, which has git, and the user whose sessions work on the volume.</param>
    /// <param name="labels">What tells that it is ours.</param>
    /// <param name="mounts">The project's volume, and what is to be copied from.</param>
    /// <param name="network">The network; none but for what is copied from one.</param>
    /// <param name="cancellationToken">Gives it up.</param>
    internal static async Task<GitContainer> StartAsync(
        EngineClient engine, DockerEnvironmentOptions options, GitImage image, IReadOnlyDictionary<string, string> labels, IReadOnlyList<MountSpec> mounts, string? network, CancellationToken cancellationToken)
    {
        var request = new CreateContainerRequest
        {
            Image = image.Name,
            Entrypoint = ["git"],
            Cmd = Waiting,
            User = Root,
            Labels = labels,
            Tty = false,
            StdinOnce = true,
            HostConfig = HostSettings.CreateForGit(options, mounts, network),
        };
        try
        {
            return new GitContainer(engine, await HeldContainer.StartAsync(engine, "git", request, cancellationToken).ConfigureAwait(false), image.User);
        }
        catch (DockerEngineException error) when (error.EngineMessage?.Contains("executable file", StringComparison.Ordinal) == true)
        {
            throw new EnvironmentException($"Cannot run git on a project's volume: the image '{image.Name}' has none. Name one that has with {nameof(DockerEnvironmentOptions)}.{nameof(DockerEnvironmentOptions.GitImage)}.", error);
        }
    }

    /// <summary>Runs git and waits for its end.</summary>
    internal Task<GitResult> RunAsync(GitCommand command, CancellationToken cancellationToken)
    {
        // A volume may belong to whoever wrote to it last. What its configuration could start runs in here, apart from all else.
        var request = new CreateExecRequest
        {
            Cmd = ["git", "-c", AnyOwner, "-C", command.Directory, .. command.Line],
            Env = [.. command.Variables().Select(variable => $"{variable.Key}={variable.Value}"), "HOME=" + Home],
            User = command.IsRoot ? Root : _user ?? Root,
            Tty = false,
            AttachStdin = false,
        };
        return RunAsync(request, cancellationToken);
    }

    /// <summary>Gives a directory, and all in it, to the user whose sessions work there.</summary>
    internal async Task GiveAsync(string path, CancellationToken cancellationToken)
    {
        if (ContainerUser.IsRoot(_user))
            return;

        // The links themselves, not what they lead to.
        var request = new CreateExecRequest { Cmd = ["chown", "-R", "-h", _user!, path], User = Root, Tty = false, AttachStdin = false };
        GitResult result = await RunAsync(request, cancellationToken).ConfigureAwait(false);
        if (result.ExitCode != 0)
        {
            throw new EnvironmentException($"Cannot give '{path}' to the user '{_user}', as whom sessions run: chown ended with {result.ExitCode} and said: {Printable.Line(result.Error + result.Output, EngineErrors.LongestMessage)} "
                + $"Use an image for git that has chown and knows the user, or a number for {nameof(DockerEnvironmentOptions)}.{nameof(DockerEnvironmentOptions.User)}.");
        }
    }

    /// <summary>Trusts what lies in a directory of others, for the gits that git starts, to which it does not pass such settings on.</summary>
    internal async Task TrustAsync(CancellationToken cancellationToken)
    {
        GitResult result = await RunAsync(new GitCommand(Home, ["config", "--global", "safe.directory", "*"], []) { IsRoot = true }, cancellationToken).ConfigureAwait(false);
        if (result.ExitCode != 0)
            throw new GitException($"Cannot prepare git in the container '{Id}': it said: {Printable.Line(result.Error, EngineErrors.LongestMessage)}", result.Error);
    }

    /// <summary>Lets go of it. Where the engine does not remove it, git's answer matters more: it has ended with its input, and the engine removes it then.</summary>
    public ValueTask DisposeAsync() => _container.DisposeAsync();

    private async Task<GitResult> RunAsync(CreateExecRequest request, CancellationToken cancellationToken)
    {
        (int? code, MultiplexedOutput printed) = await _engine.RunExecAsync(Id, request, input: default, GitRunner.LargestOutput, cancellationToken).ConfigureAwait(false);
        return new GitResult(code ?? -1, Encoding.UTF8.GetString(printed.Output.Span), Encoding.UTF8.GetString(printed.Error.Span), printed.IsCut);
    }
}
