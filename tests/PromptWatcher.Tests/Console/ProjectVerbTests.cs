using System.Diagnostics;
using System.Text.Json;
using PromptWatcher.Tests.Projects;

namespace PromptWatcher.Tests.Console;

/// <summary>The verbs of projects on this machine, each in a process of its own, as a user runs them.</summary>
public sealed class ProjectVerbTests : IDisposable
{
    private readonly Repository _repository = new();
    private readonly ProjectCommand _command = new();

    public void Dispose()
    {
        _repository.Dispose();
        _command.Dispose();
    }

    [Fact]
    public async Task Up_TaskInAWorktree_IsOnRecordAndItsChangesAreShown()
    {
        await _repository.InitializedAsync();

        (int code, string output, _) = await _command.RunAsync("up", "--project", _repository.Path, "--session", "one", "--", "sh", "-c", "echo done > made.txt; exit 4");

        Assert.Equal(4, code);
        Assert.Contains($"session one: branch session-one, worktree {_repository.Path}/.worktrees/session-one", output, StringComparison.Ordinal);
        JsonElement record = Assert.Single(await _command.PsAsync());
        Assert.Equal(("one", "exited", 4), (record.GetProperty("session").GetString(), record.GetProperty("status").GetString(), record.GetProperty("exit_code").GetInt32()));
        Assert.Contains("+done", (await _command.RunAsync("diff", "one")).Output, StringComparison.Ordinal);
        Assert.Contains("made.txt", (await _command.RunAsync("diff", "--stat", "one")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Remove_SessionWithWork_NeedsForceAndTakesTheWorktreeAway()
    {
        await _repository.InitializedAsync();
        await _command.RunAsync("up", "--project", _repository.Path, "--session", "one", "--", "sh", "-c", "echo done > made.txt");

        (int refused, _, string error) = await _command.RunAsync("rm", "one");
        Assert.Equal(1, refused);
        Assert.Contains("contains modified or untracked files", error, StringComparison.Ordinal);

        Assert.Equal(0, (await _command.RunAsync("rm", "--force", "one")).Code);
        Assert.False(Directory.Exists(Path.Combine(_repository.Path, ".worktrees", "session-one")));
        Assert.Empty(await _command.PsAsync());
    }

    [Fact]
    public async Task Up_InATerminal_HandsTheAgentThrough()
    {
        await _repository.InitializedAsync();
        await using var terminal = new CommandTerminal();
        await terminal.StartAsync(_command.Variables, "up", "--project", _repository.Path, "--session", "one", "--", "sh", "-c", "printf 'Name? '; read name; echo \"$name\" > made.txt; exit 5");

        await terminal.SeeAsync("Name? ");
        await terminal.TypeAsync("World\r");
        await terminal.SeeEndAsync();

        Assert.Matches("before +isig icanon echo", terminal.Seen);
        Assert.Matches("after 5 isig icanon echo", terminal.Seen);
        Assert.Contains("session one: branch session-one", terminal.Seen, StringComparison.Ordinal);
        Assert.Equal("World\n", await File.ReadAllTextAsync(Path.Combine(_repository.Path, ".worktrees", "session-one", "made.txt")));
        Assert.Equal(5, Assert.Single(await _command.PsAsync()).GetProperty("exit_code").GetInt32());
    }

    [Fact]
    public async Task Stop_SessionOfAnotherProcess_EndsIt()
    {
        await _repository.InitializedAsync();
        using Process up = _command.Start(null, "up", "--project", _repository.Path, "--session", "one", "--", "sleep", "600");
        await ProjectCommand.UntilAsync(up, "session one:");

        Assert.Equal(0, (await _command.RunAsync("stop", "one")).Code);

        await up.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(60));
        Assert.Equal("exited", Assert.Single(await _command.PsAsync()).GetProperty("status").GetString());
    }

    [Fact]
    public async Task Ps_HostWasKilledAtAnyTime_LeavesWhatPsAndRmWorkFrom()
    {
        await _repository.InitializedAsync();
        for (int i = 0; i < 12; i++)
        {
            string id = $"killed-{i}";
            using Process up = _command.Start(null, "up", "--project", _repository.Path, "--session", id, "--", "sleep", "600");
            await Task.Delay(150 + (i * 60));
            up.Kill();
            await up.WaitForExitAsync();

            (int code, _, string error) = await _command.RunAsync("ps", "--all");
            Assert.True(code == 0, error);
            JsonElement[] records = [.. await _command.PsAsync()];
            if (records.Length == 0)
                continue;
            Assert.Equal("lost", Assert.Single(records).GetProperty("status").GetString());
            (int removed, _, string reason) = await _command.RunAsync("rm", "--force", id);
            Assert.True(removed == 0, reason);
            Assert.Empty(await _command.PsAsync());
        }
    }

    [Theory]
    [InlineData("no session 'none'", "diff", "none")]
    [InlineData("is no directory", "up", "--project", "/no/such/place")]
    [InlineData("--image IMAGE", "up", "--project", ".", "--env", "docker")]
    [InlineData("--detach is for containers", "up", "--project", ".", "--detach")]
    public async Task Verbs_CalledWrongly_SayWhatToDo(string expected, params string[] arguments)
    {
        (int code, _, string error) = await _command.RunAsync(arguments);

        Assert.Equal(2, code);
        Assert.Contains(expected, error, StringComparison.Ordinal);
    }
}
