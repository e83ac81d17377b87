using System.Text;
using PromptWatcher.Docker.Engine;
using PromptWatcher.Projects;

namespace PromptWatcher.Docker.Projects;

/// <summary>Runs git in its container.</summary>
/// <param name="engine">Where that is.</param>
/// <param name="container">The container.</param>
/// <param name="release">Lets go of it.</param>
/// <param name="time">The clock that ages are told by.</param>
internal sealed class DockerGitRunner(EngineClient engine, GitContainer container, Func<ValueTask> release, TimeProvider time) : GitRunner
{
    internal override Task<GitResult> RunAsync(GitCommand command, CancellationToken cancellationToken) => container.RunAsync(command, cancellationToken);

    /// <summary>The volume is mounted there, so it is there.</summary>
    internal override Task CreateDirectoryAsync(string path, CancellationToken cancellationToken) => Task.CompletedTask;

    internal override Task GiveAsync(string path, CancellationToken cancellationToken) => container.GiveAsync(path, cancellationToken);

    internal override async Task IgnoreAsync(string file, string pattern, CancellationToken cancellationToken)
    {
        (string directory, string name) = (file[..file.LastIndexOf('/')], file[(file.LastIndexOf('/') + 1)..]);
        GitResult lines = await RunAsync(new GitCommand(directory, GitWorkspace.Grep(name), []), cancellationToken).ConfigureAwait(false);
        string[] patterns = [.. lines.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(static line => line[(line.IndexOf('\0') + 1)..])];
        if (!patterns.Contains(pattern))
        {
            await engine.WriteFileAsync(
                container.Id, directory, name, Encoding.UTF8.GetBytes(string.Concat(patterns.Append(pattern).Select(static line => line + "\n"))),
                UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead, cancellationToken).ConfigureAwait(false);
        }
    }

    internal override async Task<bool> ExistsAsync(string path, CancellationToken cancellationToken) => await engine.FindPathAsync(container.Id, path, cancellationToken).ConfigureAwait(false) is not null;

    internal override async Task<TimeSpan?> AgeAsync(string path, CancellationToken cancellationToken) =>
        await engine.FindPathAsync(container.Id, path, cancellationToken).ConfigureAwait(false) is { } found ? time.GetUtcNow() - found.ModifiedAt : null;

    public override ValueTask DisposeAsync() => release();
}
