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
        Git("add", "--all");
        Git("-c", "user.name=a", "-c", "user.email=a@b.c", "commit", "--quiet", "--message=first");
    }

    public static TheoryData<EngineKind> Every => [EngineKind.Installed, EngineKind.Newest, EngineKind.Podman];

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

    /// <summary>Containers with a label, running or not.</summary>
    private protected async Task<string> ContainersAsync(EngineKind kind, string label) =>
        await (await Engines.GetAsync(kind)).DockerAsync("ps", "--all", "--quiet", "--filter", $"label={label}");

    private void Git(params string[] arguments)
    {
        using var git = Process.Start("git", ["-C", Repository, .. arguments]);
        git.WaitForExit();
        Assert.Equal(0, git.ExitCode);
    }
}
