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
    internal override Task<GitResult> RunAsync(string directory, IReadOnlyList<string> arguments, CancellationToken cancellationToken) => container.RunAsync(directory, arguments, cancellationToken);

    /// <summary>The volume is mounted there, so it is there.</summary>
    internal override Task CreateDirectoryAsync(string path, CancellationToken cancellationToken) => Task.CompletedTask;

    internal override Task IgnoreAsync(string repository, string pattern, CancellationToken cancellationToken) => engine.WriteFileAsync(
        container.Id, repository + "/.git/info", "exclude", Encoding.UTF8.GetBytes(pattern + "\n"),
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead, cancellationToken);

    internal override async Task<bool> ExistsAsync(string path, CancellationToken cancellationToken) => await engine.FindPathAsync(container.Id, path, cancellationToken).ConfigureAwait(false) is not null;

    internal override async Task<TimeSpan?> AgeAsync(string path, CancellationToken cancellationToken) =>
        await engine.FindPathAsync(container.Id, path, cancellationToken).ConfigureAwait(false) is { } found ? time.GetUtcNow() - found.ModifiedAt : null;

    public override ValueTask DisposeAsync() => release();
}
