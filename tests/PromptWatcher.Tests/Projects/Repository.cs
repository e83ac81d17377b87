using System.Diagnostics;
using PromptWatcher.Projects;

namespace PromptWatcher.Tests.Projects;

/// <summary>A directory for a repository, gone after the test.</summary>
internal sealed class Repository : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("repository-").FullName;

    public GitWorkspace Workspace => GitWorkspace.Local(Path);

    public async Task<GitWorkspace> InitializedAsync()
    {
        await Workspace.InitializeAsync();
        return Workspace;
    }

    /// <summary>Runs git as a user does.</summary>
    public static string Git(string directory, params string[] arguments)
    {
        var start = new ProcessStartInfo("git", ["-C", directory, "-c", "user.name=a", "-c", "user.email=a@b.c", .. arguments]) { RedirectStandardOutput = true };
        using Process git = Process.Start(start)!;
        string output = git.StandardOutput.ReadToEnd();
        git.WaitForExit();
        return output.Trim();
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
