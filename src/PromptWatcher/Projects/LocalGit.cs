using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using PromptWatcher.Environments;

namespace PromptWatcher.Projects;

/// <summary>Runs the git of this machine.</summary>
internal sealed class LocalGit(TimeProvider time) : GitRunner, IGitAccess
{
    // There is nothing to make ready, and nothing to let go of.
    ValueTask<GitRunner> IGitAccess.OpenAsync(bool isNew, string? source, CancellationToken cancellationToken) => ValueTask.FromResult<GitRunner>(this);

    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;

    internal override async Task<GitResult> RunAsync(string directory, IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        using Process git = Start(directory, arguments);
        git.StandardInput.Close();
        Task<string> output = ReadAsync(git.StandardOutput, cancellationToken), error = ReadAsync(git.StandardError, cancellationToken);
        try
        {
            await git.WaitForExitAsync(cancellationToken).ConfigureAwait(false);
            return new GitResult(git.ExitCode, await output.ConfigureAwait(false), await error.ConfigureAwait(false));
        }
        catch
        {
            git.Kill(entireProcessTree: true);
            throw;
        }
    }

    internal override Task CreateDirectoryAsync(string path, CancellationToken cancellationToken) => Task.FromResult(Directory.CreateDirectory(path));

    internal override async Task IgnoreAsync(string repository, string pattern, CancellationToken cancellationToken)
    {
        string file = Path.Combine(repository, ".git", "info", "exclude");
        string[] lines = File.Exists(file) ? await File.ReadAllLinesAsync(file, cancellationToken).ConfigureAwait(false) : [];
        if (lines.Contains(pattern))
            return;
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        await File.WriteAllLinesAsync(file, [.. lines, pattern], cancellationToken).ConfigureAwait(false);
    }

    internal override Task<bool> ExistsAsync(string path, CancellationToken cancellationToken) => Task.FromResult(Path.Exists(path));

    internal override Task<TimeSpan?> AgeAsync(string path, CancellationToken cancellationToken) =>
        Task.FromResult<TimeSpan?>(File.Exists(path) ? time.GetUtcNow() - File.GetLastWriteTimeUtc(path) : null);

    private static Process Start(string directory, IReadOnlyList<string> arguments)
    {
        var start = new ProcessStartInfo("git", [.. Always, .. arguments])
        {
            WorkingDirectory = directory,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };

        // Those of a hook or an alias that this process runs in would name another repository.
        foreach (string name in start.Environment.Keys.Where(name => name.StartsWith("GIT_", StringComparison.Ordinal)).ToArray())
            start.Environment.Remove(name);
        foreach ((string name, string value) in Variables)
            start.Environment[name] = value;
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception error)
        {
            string advice = Directory.Exists(directory) ? "Install git, and see that it is on the PATH." : "Name a directory that exists.";
            throw new EnvironmentException($"Cannot run git in '{directory}': {error.Message}. {advice}", error);
        }
    }

    private static async Task<string> ReadAsync(StreamReader reader, CancellationToken cancellationToken)
    {
        var text = new StringBuilder();
        char[] buffer = new char[8 * 1024];
        while (await reader.ReadAsync(buffer, cancellationToken).ConfigureAwait(false) is var count and > 0)
        {
            if (text.Length < LargestOutput)
                text.Append(buffer, 0, count);
        }

        return text.ToString();
    }
}
