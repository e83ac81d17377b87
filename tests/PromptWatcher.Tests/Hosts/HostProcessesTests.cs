using PromptWatcher.Environments;
using PromptWatcher.Hosts;

namespace PromptWatcher.Tests.Hosts;

public sealed class HostProcessesTests
{
    private const int Terminal = 34816;

    private static readonly TimeSpan Old = TimeSpan.FromHours(1);

    private readonly SteppedTime _time = new();
    private readonly GivenProcFiles _files = new();
    private readonly ServerReads _reads = new();
    private readonly HostProcesses _processes;

    public HostProcessesTests() => _processes = new HostProcesses(_files, _reads, _time);

    [Fact]
    public async Task ReadAsync_NothingHasRun_ReadsNothingAndGivesTheSame()
    {
        _time.Pass(Old);
        Add(1, 0, "init", 0);
        Add(5, 1, "bash", Terminal);
        IReadOnlyList<ProcessFacts> first = await SettledAsync();

        Assert.Same(first, await _processes.ReadAsync(default));
        Assert.Empty(_files.Reads);
        Assert.Equal(("ann", 1000, "pts/0"), (first[1].User, first[1].UserId, first[1].Device));
        Assert.Equal(GivenProcFiles.Boot, first[1].StartedAt);
    }

    [Fact]
    public async Task ReadAsync_ServersThatAreFollowed_HaveWhatTheyRead()
    {
        Add(5, 1, "tmux: server", 0);
        _files.Processes[5] = _files.Processes[5] with { BytesRead = 12 };
        _reads.Follow(5);
        _reads.Follow(6);
        Assert.Null(_reads.Of(5).Bytes);

        await _processes.ReadAsync(default);

        Assert.Equal((12ul, null), (_reads.Of(5).Bytes, _reads.Of(6).Bytes));
        _reads.Leave(5);
        Assert.Null(_reads.Of(5).Bytes);
        Assert.Equal([6], _reads.Wanted);
    }

    [Fact]
    public async Task ReadAsync_HostCannotBeLookedAt_LeavesOpenWhatServersHaveRead()
    {
        Add(5, 1, "tmux: server", 0);
        _reads.Follow(5);
        await _processes.ReadAsync(default);
        Assert.Equal(0ul, _reads.Of(5).Bytes);

        _files.LookProblem = new IOException("The engine is gone.");
        await Assert.ThrowsAsync<IOException>(async () => await _processes.ReadAsync(default));

        Assert.Null(_reads.Of(5).Bytes);
        Assert.Equal([5], _reads.Wanted);
    }

    [Fact]
    public async Task ReadAsync_WithoutATerminal_ReadsNoDetails()
    {
        _time.Pass(Old);
        Add(1, 0, "init", 0);
        Add(5, 1, "bash", Terminal);
        Add(7, 1, "cron", 0);
        await _processes.ReadAsync(default);

        Assert.Contains("details 1", _files.Reads);     // The parent of one that has one.
        Assert.Contains("details 5", _files.Reads);
        Assert.DoesNotContain("details 7", _files.Reads);
    }

    [Fact]
    public async Task ReadAsync_ProcessHasRun_ReadsThatOneAgain()
    {
        _time.Pass(Old);
        Add(5, 1, "bash", Terminal);
        Add(6, 1, "bash", Terminal + 1);
        await SettledAsync();

        _files.Processes[6] = _files.Processes[6] with { RunTime = 9, Details = new ProcessDetails { WorkingDirectory = "/new" } };

        Assert.Equal("/new", (await _processes.ReadAsync(default)).Single(process => process.Id == 6).WorkingDirectory);
        Assert.Equal(["stat 6", "details 6"], _files.Reads);
    }

    [Fact]
    public async Task ReadAsync_YoungProcess_IsReadAgainSoon()
    {
        _time.Pass(TimeSpan.FromSeconds(1));
        Add(5, 1, "bash", Terminal, start: 50);
        await SettledAsync();

        _time.Pass(TimeSpan.FromSeconds(0.6));
        await _processes.ReadAsync(default);

        Assert.Contains("details 5", _files.Reads);
    }

    [Fact]
    public async Task ReadAsync_YoungProcessThatOpensATerminal_HasItAtTheNextLook()
    {
        _time.Pass(TimeSpan.FromSeconds(3));
        Add(5, 1, "runc", 0);
        await SettledAsync();

        Add(5, 1, "bash", Terminal);
        _time.Pass(TimeSpan.FromSeconds(0.25));

        Assert.Equal("pts/0", Assert.Single(await _processes.ReadAsync(default)).Device);
    }

    [Fact]
    public async Task ReadAsync_KernelCountsNothing_ReadsEveryFewSeconds()
    {
        _files.CountsRunTimes = false;
        _time.Pass(Old);
        Add(5, 1, "bash", Terminal);
        await SettledAsync();
        _time.Pass(TimeSpan.FromSeconds(31));
        await SettledAsync();

        _time.Pass(TimeSpan.FromSeconds(4));
        await _processes.ReadAsync(default);
        Assert.Empty(_files.Reads);
        _time.Pass(TimeSpan.FromSeconds(2));
        await _processes.ReadAsync(default);
        Assert.Contains("details 5", _files.Reads);
    }

    [Fact]
    public async Task ReadAsync_FailedHalfWay_TellsWhatIsGoneAtTheNext()
    {
        _time.Pass(Old);
        Add(5, 1, "bash", Terminal);
        Add(6, 1, "bash", Terminal + 1);
        await SettledAsync();

        _files.Processes.Remove(5);
        Add(7, 1, "bash", Terminal + 2);
        _files.DetailsProblem = new EnvironmentException("away");
        await Assert.ThrowsAsync<EnvironmentException>(async () => await _processes.ReadAsync(default));
        _files.DetailsProblem = null;

        Assert.Equal([6, 7], (await _processes.ReadAsync(default)).Select(process => process.Id).Order());
        Assert.Contains("details 7", _files.Reads);
    }

    /// <summary>As a container's first process does, which begins as root among the host's files.</summary>
    [Fact]
    public async Task ReadAsync_YoungProcessThatBecomesAnotherUsers_HasThatUsersName()
    {
        Add(5, 1, "runc", Terminal);
        _files.Processes[5] = _files.Processes[5] with { Details = new ProcessDetails { UserId = 0, ContainerId = "c" } };
        Assert.Equal("root", Assert.Single(await _processes.ReadAsync(default)).User);

        _files.Users = new Dictionary<int, string> { [0] = "root", [1000] = "agent" };
        _files.Processes[5] = _files.Processes[5] with { RunTime = 9, Details = new ProcessDetails { UserId = 1000, ContainerId = "c" } };
        await _processes.ReadAsync(default);
        _time.Pass(TimeSpan.FromSeconds(2));

        Assert.Equal("agent", Assert.Single(await _processes.ReadAsync(default)).User);
    }

    [Fact]
    public async Task ReadAsync_IdUsedAgain_IsAnotherProcess()
    {
        _time.Pass(Old);
        Add(5, 1, "bash", Terminal);
        await SettledAsync();

        Add(5, 1, "cron", 0, start: 700);
        _time.Pass(Old);

        ProcessFacts other = Assert.Single(await _processes.ReadAsync(default));
        Assert.Null(other.Device);
        Assert.Null(other.UserId);
        Assert.Null(other.User);
    }

    /// <summary>Reads until what it reads was read twice: what is watched is known to have run or not from the second time on.</summary>
    private async Task<IReadOnlyList<ProcessFacts>> SettledAsync()
    {
        await _processes.ReadAsync(default);
        IReadOnlyList<ProcessFacts> last = await _processes.ReadAsync(default);
        _files.Reads.Clear();
        return last;
    }

    private void Add(int id, int parent, string name, int terminal, ulong start = 0) => _files.Processes[id] = new GivenProcFiles.Process(
        new ProcessStat(id, name, 'S', parent, id, id, terminal, terminal == 0 ? -1 : id, start), new ProcessDetails { UserId = 1000, Arguments = [name] });
}
