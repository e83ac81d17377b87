using System.Diagnostics;
using System.Text.Json;
using PromptWatcher.Tests.Projects;

namespace PromptWatcher.Tests.Console;

/// <summary>The verbs of projects on this machine, each in a process of its own, as a user runs them.</summary>
public sealed class ProjectVerbTests : IDisposable
{
    private readonly Repository _repository = new();
    private readonly string _state = Directory.CreateTempSubdirectory("state-").FullName;

    public void Dispose()
    {
        _repository.Dispose();
        Directory.Delete(_state, recursive: true);
    }

    [Fact]
    public async Task Up_TaskInAWorktree_IsOnRecordAndItsChangesAreShown()
    {
        await _repository.InitializedAsync();

        (int code, string output, _) = await RunAsync("up", "--project", _repository.Path, "--session", "one", "--", "sh", "-c", "echo done > made.txt; exit 4");

        Assert.Equal(4, code);
        Assert.Contains($"session one: branch session-one, worktree {_repository.Path}/.worktrees/session-one", output, StringComparison.Ordinal);
        JsonElement record = Assert.Single(await PsAsync());
        Assert.Equal(("one", "exited", 4), (record.GetProperty("session").GetString(), record.GetProperty("status").GetString(), record.GetProperty("exit_code").GetInt32()));
        Assert.Contains("+done", (await RunAsync("diff", "one")).Output, StringComparison.Ordinal);
        Assert.Contains("made.txt", (await RunAsync("diff", "--stat", "one")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Remove_SessionWithWork_NeedsForceAndTakesTheWorktreeAway()
    {
        await _repository.InitializedAsync();
        await RunAsync("up", "--project", _repository.Path, "--session", "one", "--", "sh", "-c", "echo done > made.txt");

        (int refused, _, string error) = await RunAsync("rm", "one");
        Assert.Equal(1, refused);
        Assert.Contains("contains modified or untracked files", error, StringComparison.Ordinal);

        Assert.Equal(0, (await RunAsync("rm", "--force", "one")).Code);
        Assert.False(Directory.Exists(Path.Combine(_repository.Path, ".worktrees", "session-one")));
        Assert.Empty(await PsAsync());
    }

    [Fact]
    public async Task Stop_SessionOfAnotherProcess_EndsIt()
    {
        await _repository.InitializedAsync();
        using Process up = Start("up", "--project", _repository.Path, "--session", "one", "--", "sleep", "600");
        await UntilAsync(up, "session one:");

        Assert.Equal(0, (await RunAsync("stop", "one")).Code);

        await up.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(60));
        Assert.Equal("exited", Assert.Single(await PsAsync()).GetProperty("status").GetString());
    }

    [Fact]
    public async Task Ps_HostWasKilledAtAnyTime_LeavesWhatPsAndRmWorkFrom()
    {
        await _repository.InitializedAsync();
        for (int i = 0; i < 12; i++)
        {
            string id = $"killed-{i}";
            using Process up = Start("up", "--project", _repository.Path, "--session", id, "--", "sleep", "600");
            await Task.Delay(150 + (i * 60));
            up.Kill();
            await up.WaitForExitAsync();

            (int code, _, string error) = await RunAsync("ps", "--all");
            Assert.True(code == 0, error);
            JsonElement[] records = [.. await PsAsync()];
            if (records.Length == 0)
                continue;
            Assert.Equal("lost", Assert.Single(records).GetProperty("status").GetString());
            (int removed, _, string reason) = await RunAsync("rm", "--force", id);
            Assert.True(removed == 0, reason);
            Assert.Empty(await PsAsync());
        }
    }

    [Theory]
    [InlineData("no session 'none'", "diff", "none")]
    [InlineData("is no directory", "up", "--project", "/no/such/place")]
    [InlineData("--image IMAGE", "up", "--project", ".", "--env", "docker")]
    [InlineData("are for containers", "up", "--project", ".", "--detach")]
    public async Task Verbs_CalledWrongly_SayWhatToDo(string expected, params string[] arguments)
    {
        (int code, _, string error) = await RunAsync(arguments);

        Assert.Equal(2, code);
        Assert.Contains(expected, error, StringComparison.Ordinal);
    }

    private async Task<IReadOnlyList<JsonElement>> PsAsync() =>
        [.. (await RunAsync("ps", "--all", "--json")).Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement)];

    private async Task<(int Code, string Output, string Error)> RunAsync(params string[] arguments)
    {
        using Process process = Start(arguments);
        Task<string> output = process.StandardOutput.ReadToEndAsync(), error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(60));
        return (process.ExitCode, await output, await error);
    }

    private Process Start(params string[] arguments)
    {
        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "PromptWatcher.Console"), arguments) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        start.Environment["PROMPTWATCHER_STORE"] = Path.Combine(_state, "sessions.db");
        return Process.Start(start)!;
    }

    private static async Task UntilAsync(Process process, string text)
    {
        while (await process.StandardOutput.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(60)) is { } line)
        {
            if (line.Contains(text, StringComparison.Ordinal))
                return;
        }

        Assert.Fail($"It ended without saying \"{text}\": {await process.StandardError.ReadToEndAsync()}");
    }
}
