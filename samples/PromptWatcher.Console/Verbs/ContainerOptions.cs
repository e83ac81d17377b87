using System.CommandLine;
using System.CommandLine.Parsing;
using PromptWatcher.Docker;
using PromptWatcher.Environments;

namespace PromptWatcher.Console.Verbs;

/// <summary>The options of <c>run --env docker</c> and <c>up --env docker</c>.</summary>
/// <param name="isForTask">Those of <c>up</c>, which has a project of its own, and a container for each session.</param>
internal sealed class ContainerOptions(bool isForTask = false)
{
    private readonly Option<string?> _image = new("--image") { HelpName = "IMAGE", Description = "With --env docker: the image of the program's container." };

    private readonly Option<string?> _container = new("--container")
    {
        HelpName = "NAME", Description = "With --env docker: runs in this container, which runs already, instead of one of its own.",
    };

    private readonly Option<string?> _project = new("--project")
    {
        HelpName = "ID", Description = "With --env docker: the project, whose volume is mounted and whose worktree the program starts in.",
    };

    private readonly Option<ContainerMount[]> _volumes = new("--volume")
    {
        HelpName = "NAME:/PATH[:ro]", Description = "With --env docker: mounts a named volume, or a directory of the engine's host. May be given more than once.",
        CustomParser = ParseMounts,
    };

    private readonly Option<string?> _network = new("--network") { HelpName = "NAME", Description = "With --env docker: the network that the container joins, such as none." };
    private readonly Option<string?> _user = new("--user") { HelpName = "USER", Description = "With --env docker: the user in the container, such as 1000:1000." };
    private readonly Option<bool> _pull = new("--pull") { Description = "With --env docker: pulls the image if the engine lacks it." };

    private Option[] All => isForTask ? [_image, _volumes, _network, _user, _pull] : [_image, _container, _project, _volumes, _network, _user, _pull];

    public void AddTo(Command command)
    {
        foreach (Option option in All)
            command.Options.Add(option);
    }

    /// <exception cref="UsageException">An option for containers is given where none is.</exception>
    public void RequireNone(ParseResult parsed)
    {
        if (All.FirstOrDefault(option => parsed.GetResult(option) is { Implicit: false }) is { } option)
            throw new UsageException($"{option.Name} is for containers. Add --env {DockerEnvironment.EnvironmentId}, or leave it out.");
    }

    /// <exception cref="UsageException">It is not said where the program runs.</exception>
    public DockerSpawnOptions Read(ParseResult parsed, CommandIo io)
    {
        string? image = parsed.GetValue(_image);
        string? container = isForTask ? null : parsed.GetValue(_container);
        if (isForTask && image is null)
            throw new UsageException($"up --env {DockerEnvironment.EnvironmentId} needs --image IMAGE, with git and the agent in it.");
        if (image is null == container is null)
            throw new UsageException($"run --env {DockerEnvironment.EnvironmentId} needs --image IMAGE, for a container of the program's own, or --container NAME, for one that runs already: give one of the two.");
        return new DockerSpawnOptions
        {
            Command = "", Image = image, Container = container, ProjectId = isForTask ? null : parsed.GetValue(_project), Mounts = parsed.GetValue(_volumes) ?? [],
            Network = parsed.GetValue(_network), User = parsed.GetValue(_user), PullProgress = new PullNote(io, image),
        };
    }

    public DockerEnvironmentOptions ReadEnvironment(ParseResult parsed) => new() { Pull = parsed.GetValue(_pull) ? PullPolicy.Missing : PullPolicy.Never };

    private static ContainerMount[] ParseMounts(ArgumentResult result)
    {
        try
        {
            return [.. result.Tokens.Select(token => ContainerMount.Parse(token.Value))];
        }
        catch (EnvironmentException exception)
        {
            result.AddError(exception.Message);
            return [];
        }
    }

    /// <summary>Says once that an image is being pulled, which can take minutes.</summary>
    private sealed class PullNote(CommandIo io, string? image) : IProgress<PullProgress>
    {
        private int _said;

        public void Report(PullProgress value)
        {
            if (Interlocked.Exchange(ref _said, 1) == 0)
                io.Report($"the engine pulls {image}.");
        }
    }
}
