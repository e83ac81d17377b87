using System.Diagnostics;
using PromptWatcher.Docker.Tests.Engines;
using PromptWatcher.Docker.Tests.Sessions;
using PromptWatcher.Projects;

namespace PromptWatcher.Docker.Tests.Projects;

/// <summary>What tests of projects on volumes share: a repository of this machine, and volumes that nobody else has.</summary>
public abstract class ProjectTest : EngineTest, IDisposable
{
    private protected ProjectTest(SharedEngines engines)
        : base(engines)
    {
        Git("init", "--quiet", "--initial-branch=main");
        foreach (string name in new[] { "a.txt", "b.txt", "c.txt" })
            File.WriteAllText(Path.Combine(Repository, name), $"{name}\n");
        Commit("first");
    }

    public static TheoryData<EngineKind> Every => [EngineKind.Installed, EngineKind.Newest, EngineKind.Podman];

    /// <summary>The two that differ: for what takes many commands, each of which costs a container or a program in one.</summary>
    public static TheoryData<EngineKind> DockerAndPodman => [EngineKind.Installed, EngineKind.Podman];

    /// <summary>A repository with a.txt, b.txt and c.txt, which each has its own name in it.</summary>
    private protected string Repository { get; } = Directory.CreateTempSubdirectory("project-").FullName;

    /// <summary>A project of which nobody has heard.</summary>
    private protected string ProjectId { get; } = "p" + Guid.NewGuid().ToString("N")[..10];

    public void Dispose()
    {
        GC.SuppressFinalize(this);
        Directory.Delete(Repository, recursive: true);
    }

    /// <summary>The project's volume with a copy of <see cref="Repository"/>.</summary>
    private protected async Task<GitWorkspace> ClonedAsync(DockerEnvironment docker)
    {
        GitWorkspace workspace = docker.GetWorkspace(ProjectId);
        await workspace.CloneAsync(Repository);
        return workspace;
    }

    private protected DockerSpawnOptions Session(string id, string script) => new() { Command = "bash", Arguments = ["-c", script], ProjectId = ProjectId, SessionId = id };

    /// <summary>Another repository of the same content, which is another project therefore.</summary>
    private protected string CopiedRepository()
    {
        string copy = Path.Combine(Repository, "copy-" + Guid.NewGuid().ToString("N")[..10]);
        Git("clone", "--quiet", Repository, copy);
        return copy;
    }

    /// <summary>No container with a label stays: an engine removes those that end by themselves a moment after their end.</summary>
    private protected async Task NoneLeftAsync(EngineKind kind, string label)
    {
        string left = "";
        await Waiting.UntilAsync(async () => (left = await ContainersAsync(kind, label)).Length == 0, () => left, $"no container with the label {label}");
    }

    /// <summary>Containers with a label, running or not.</summary>
    private protected async Task<string> ContainersAsync(EngineKind kind, string label) =>
        await (await Engines.GetAsync(kind)).DockerAsync("ps", "--all", "--quiet", "--filter", $"label={label}");

    /// <summary>Commits all that has changed.</summary>
    private protected void Commit(string message)
    {
        Git("add", "--all");
        Git("-c", "user.name=a", "-c", "user.email=a@b.c", "commit", "--quiet", "--message=" + message);
    }

    /// <summary>Runs git in <see cref="Repository"/>.</summary>
    private protected void Git(params string[] arguments)
    {
        using var git = Process.Start("git", ["-C", Repository, .. arguments]);
        git.WaitForExit();
        Assert.Equal(0, git.ExitCode);
    }
}
