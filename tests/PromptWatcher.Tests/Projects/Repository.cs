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

    /// <summary>Commits a file, as a user or an agent does.</summary>
    public static void Commit(string directory, string file, string text)
    {
        File.WriteAllText(System.IO.Path.Combine(directory, file), text);
        Git(directory, "add", "--all");
        Git(directory, "commit", "--quiet", "-m", file);
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
