using System.Text;
using PromptWatcher.Docker.Containers;
using PromptWatcher.Docker.Engine;
using PromptWatcher.Environments;
using PromptWatcher.Projects;

namespace PromptWatcher.Docker.Projects;

/// <summary>A short-lived container in which git runs on a project's volume.</summary>
/// <remarks>
/// Its first process is a git that reads its input, which is this connection: it ends, and the engine removes the container, when this
/// process dies. Each command of git is an exec beside it, a fifth of the time of a container of its own.
/// </remarks>
internal sealed class GitContainer : IAsyncDisposable
{
    private const string Home = "/tmp";
    private const string AnyOwner = "safe.directory=*";

    // Waits for the end of its input, in no repository, and changes nothing.
    private static readonly string[] Waiting = ["hash-object", "--stdin"];

    private static readonly TimeSpan ExitPause = TimeSpan.FromMilliseconds(10);

    private readonly EngineClient _engine;
    private readonly EngineStream _input;

    private GitContainer(EngineClient engine, string id, EngineStream input)
    {
        _engine = engine;
        _input = input;
        Id = id;
    }

    internal string Id { get; }

    private static IReadOnlyList<string> Variables { get; } = [.. GitRunner.Variables.Select(variable => $"{variable.Key}={variable.Value}"), "HOME=" + Home];

    /// <param name="engine">Where.</param>
    /// <param name="options">The environment's.</param>
    /// <param name="image">The image, which has git.</param>
    /// <param name="labels">What tells that it is ours.</param>
    /// <param name="mounts">The project's volume, and what is to be copied from.</param>
    /// <param name="network">The network; none but for what is copied from one.</param>
    /// <param name="cancellationToken">Gives it up.</param>
    internal static async Task<GitContainer> StartAsync(
        EngineClient engine, DockerEnvironmentOptions options, string image, IReadOnlyDictionary<string, string> labels, IReadOnlyList<MountSpec> mounts, string? network, CancellationToken cancellationToken)
    {
        var request = new CreateContainerRequest
        {
            Image = image,
            Entrypoint = ["git"],
            Cmd = Waiting,
            Env = Variables,
            User = options.User,
            Labels = labels,
            Tty = false,
            StdinOnce = true,
            HostConfig = HostSettings.CreateForGit(options, mounts, network),
        };
        string id = await engine.CreateContainerAsync($"promptwatcher-git-{Guid.NewGuid():N}", request, CancellationToken.None).ConfigureAwait(false);
        EngineStream? input = null;
        try
        {
            input = await engine.AttachContainerAsync(id, cancellationToken).ConfigureAwait(false);
            await engine.StartContainerAsync(id, cancellationToken).ConfigureAwait(false);
            return new GitContainer(engine, id, input);
        }
        catch (Exception error)
        {
            if (input is not null)
                await input.DisposeAsync().ConfigureAwait(false);
            await engine.RemoveContainerAsync(id, CancellationToken.None).ConfigureAwait(false);
            if (error is DockerEngineException { EngineMessage: { } message } && message.Contains("executable file", StringComparison.Ordinal))
                throw new EnvironmentException($"Cannot run git on a project's volume: the image '{image}' has none. Name one that has with {nameof(DockerEnvironmentOptions)}.{nameof(DockerEnvironmentOptions.GitImage)}.", error);
            throw;
        }
    }

    /// <summary>Runs git in a directory and waits for its end.</summary>
    internal async Task<GitResult> RunAsync(string directory, IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        // A volume may belong to whoever wrote to it last. What its configuration could start runs in here, apart from all else.
        var request = new CreateExecRequest
        {
            Cmd = ["git", .. GitRunner.Always, "-c", AnyOwner, "-C", directory, .. arguments],
            Env = Variables,
            Tty = false,
            AttachStdin = false,
        };
        string exec = await _engine.CreateExecAsync(Id, request, cancellationToken).ConfigureAwait(false);
        EngineStream stream = await _engine.StartPlainExecAsync(exec, cancellationToken).ConfigureAwait(false);
        MultiplexedOutput printed;
        await using (stream.ConfigureAwait(false))
            printed = await MultiplexedOutput.ReadAsync(stream, GitRunner.LargestOutput, cancellationToken).ConfigureAwait(false);
        ExecInspection ended = await _engine.InspectExecAsync(exec, cancellationToken).ConfigureAwait(false);
        while (ended.Running)
        {
            await Task.Delay(ExitPause, cancellationToken).ConfigureAwait(false);
            ended = await _engine.InspectExecAsync(exec, cancellationToken).ConfigureAwait(false);
        }

        return new GitResult(ended.ExitCode ?? -1, Encoding.UTF8.GetString(printed.Output.Span), Encoding.UTF8.GetString(printed.Error.Span));
    }

    /// <summary>Trusts what lies in a directory of others, for the gits that git starts, to which it does not pass such settings on.</summary>
    internal async Task TrustAsync(CancellationToken cancellationToken)
    {
        GitResult result = await RunAsync(Home, ["config", "--global", "safe.directory", "*"], cancellationToken).ConfigureAwait(false);
        if (result.ExitCode != 0)
            throw new GitException($"Cannot prepare git in the container '{Id}': it said: {Printable.Line(result.Error, EngineErrors.LongestMessage)}", result.Error);
    }

    public async ValueTask DisposeAsync()
    {
        await _input.DisposeAsync().ConfigureAwait(false);
        await _engine.RemoveContainerAsync(Id, CancellationToken.None).ConfigureAwait(false);
    }
}
