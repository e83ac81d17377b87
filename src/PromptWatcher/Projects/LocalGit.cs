using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using PromptWatcher.Environments;
using PromptWatcher.Environments.Unix;

namespace PromptWatcher.Projects;

/// <summary>Runs the git of this machine.</summary>
internal sealed class LocalGit(TimeProvider time) : GitRunner, IGitAccess
{
    /// <summary>A git that is asked to end removes its locks first, which takes milliseconds.</summary>
    private static readonly TimeSpan EndGrace = TimeSpan.FromSeconds(5);

    /// <summary>Of all repositories: the sessions of one may begin at once, and each adds the line only where none has.</summary>
    private static readonly SemaphoreSlim Ignoring = new(1, 1);

    // There is nothing to make ready, and nothing to let go of.
    ValueTask<GitRunner> IGitAccess.OpenAsync(bool isNew, string? source, CancellationToken cancellationToken) => ValueTask.FromResult<GitRunner>(this);

    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;

    internal override async Task<GitResult> RunAsync(GitCommand command, CancellationToken cancellationToken)
    {
        using Process git = Start(command);
        git.StandardInput.Close();
        Task<(string Text, bool IsCut)> output = ReadAsync(git.StandardOutput, cancellationToken), error = ReadAsync(git.StandardError, cancellationToken);
        try
        {
            await git.WaitForExitAsync(cancellationToken).ConfigureAwait(false);
            (string printed, bool isCut) = await output.ConfigureAwait(false);
            return new GitResult(git.ExitCode, printed, (await error.ConfigureAwait(false)).Text, isCut);
        }
        catch
        {
            await EndAsync(git).ConfigureAwait(false);
            throw;
        }
    }

    internal override Task CreateDirectoryAsync(string path, CancellationToken cancellationToken) => Task.FromResult(Directory.CreateDirectory(path));

    /// <summary>All that git makes here is this user's.</summary>
    internal override Task GiveAsync(string path, CancellationToken cancellationToken) => Task.CompletedTask;

    internal override async Task IgnoreAsync(string file, string pattern, CancellationToken cancellationToken)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            await Ignoring.WaitAsync(cancellationToken).ConfigureAwait(false);
            try
            {
                string text = File.Exists(file) ? await File.ReadAllTextAsync(file, cancellationToken).ConfigureAwait(false) : "";
                if (!text.Split('\n').Contains(pattern))
                    await File.AppendAllTextAsync(file, $"{(text.Length == 0 || text.EndsWith('\n') ? "" : "\n")}{pattern}\n", cancellationToken).ConfigureAwait(false);
            }
            finally
            {
                Ignoring.Release();
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new EnvironmentException($"Cannot have git ignore the worktrees: '{file}' could not be written: {error.Message} Add the line '{pattern}' to it, or to a .gitignore.", error);
        }
    }

    internal override Task<bool> ExistsAsync(string path, CancellationToken cancellationToken) => Task.FromResult(Path.Exists(path));

    internal override Task<TimeSpan?> AgeAsync(string path, CancellationToken cancellationToken) =>
        Task.FromResult<TimeSpan?>(File.Exists(path) ? time.GetUtcNow() - File.GetLastWriteTimeUtc(path) : null);

    private async Task EndAsync(Process git)
    {
        try
        {
            if (!OperatingSystem.IsWindows() && !git.HasExited && LibC.kill(git.Id, Posix.SIGTERM) == 0)
                await git.WaitForExitAsync(CancellationToken.None).WaitAsync(EndGrace, time, CancellationToken.None).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            // It is ended below.
        }

        git.Kill(entireProcessTree: true);
    }

    private static Process Start(GitCommand command)
    {
        var start = new ProcessStartInfo("git", command.Line)
        {
            WorkingDirectory = command.Directory,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };

        // Those of a hook or an alias that this process runs in would name another repository.
        foreach (string name in start.Environment.Keys.Where(name => name.StartsWith("GIT_", StringComparison.Ordinal)).ToArray())
            start.Environment.Remove(name);
        foreach ((string name, string value) in command.Variables())
            start.Environment[name] = value;
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception error)
        {
            string advice = Directory.Exists(command.Directory) ? "Install git, and see that it is on the PATH." : "Name a directory that exists.";
            throw new EnvironmentException($"Cannot run git in '{command.Directory}': {error.Message}. {advice}", error);
        }
    }

    private static async Task<(string Text, bool IsCut)> ReadAsync(StreamReader reader, CancellationToken cancellationToken)
    {
        var text = new StringBuilder();
        char[] buffer = new char[8 * 1024];
        while (await reader.ReadAsync(buffer, cancellationToken).ConfigureAwait(false) is var count and > 0)
        {
            if (text.Length <= LargestOutput)
                text.Append(buffer, 0, count);
        }

        return (text.ToString(), text.Length > LargestOutput);
    }
}
