using System.Diagnostics;
using PromptWatcher.Detection;
using PromptWatcher.Environments;
using PromptWatcher.Environments.Local;
using PromptWatcher.Hosts;

namespace PromptWatcher.Tests.Hosts;

/// <summary>The terminals of this machine, made by tmux, screen, script and this library.</summary>
public sealed class LocalHostTests : IAsyncLifetime
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("pw-hosts-");
    private readonly HostProcesses _processes = new(new LocalProcFiles(), new ServerReads(), TimeProvider.System);
    private string? _server;

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        if (_server == "tmux")
            Run("tmux", "-S", Socket, "kill-server");
        if (_server == "screen")
            Run("screen", "-S", Marker, "-X", "quit");
        await _processes.DisposeAsync();
        _directory.Delete(recursive: true);
    }

    private string Marker => _directory.Name;

    private string Socket => Path.Combine(_directory.FullName, "socket");

    [SkippableFact]
    public async Task ReadAsync_ProgramOfThisLibrary_IsToldAndIsOurs()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "Only Linux has /proc.");
        var environment = new LocalEnvironment();
        DateTimeOffset begin = DateTimeOffset.UtcNow;
        PtyProcess pty = await environment.SpawnPtyAsync(new PtySpawnOptions { Command = "sh", Arguments = ["-c", $"cat; : {Marker}"], WorkingDirectory = _directory.FullName });

        HostTerminal terminal = await FindAsync(found => found is { Foreground: ["sh", ..], IsReadingTerminal: true, WorkingDirectory: not null });

        Assert.True(terminal.IsOurs);
        Assert.Equal(pty.Info!.ProcessId, terminal.ProcessId);
        Assert.Equal(["sh", "-c", $"cat; : {Marker}"], terminal.Command);
        Assert.Equal(_directory.FullName, terminal.WorkingDirectory);
        Assert.NotNull(terminal.UserId);
        Assert.Equal(Environment.UserName, terminal.User);
        Assert.StartsWith("pts/", terminal.Device, StringComparison.Ordinal);
        Assert.InRange(terminal.StartedAt, begin.AddSeconds(-1), DateTimeOffset.UtcNow);
        await pty.KillAsync();
        await GoneAsync(terminal.Id);
    }

    [SkippableFact]
    public async Task ReadAsync_ProgramThatReadsItsTerminal_IsToldToRead()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "Only Linux has /proc.");
        var environment = new LocalEnvironment();
        await using PtyProcess pty = await environment.SpawnPtyAsync(new PtySpawnOptions { Command = "cat", Arguments = ["-", $"{_directory.FullName}/{Marker}"] });

        HostTerminal terminal = await FindAsync(found => found.IsReadingTerminal);

        Assert.Equal(terminal.ProcessId, terminal.ForegroundProcessId);
    }

    [SkippableFact]
    public async Task ReadAsync_PaneOfTmux_IsToldWithItsProgram()
    {
        Skip.IfNot(Has("tmux"), "There is no tmux.");
        _server = "tmux";
        Run("tmux", "-S", Socket, "-f", "/dev/null", "new-session", "-d", "-c", _directory.FullName, $"bash -c 'exec -a claude sleep 600' {Marker}");
        HostTerminal terminal = await FindAsync(found => found.Parent == TerminalParent.Tmux && found.WorkingDirectory == _directory.FullName && found.Agent == "claude", anywhere: true);

        Assert.Equal(["claude", "600"], terminal.Foreground);
        Assert.False(terminal.IsOurs);
        Run("tmux", "-S", Socket, "kill-server");
        await GoneAsync(terminal.Id);
    }

    [SkippableFact]
    public async Task ReadAsync_WindowOfScreen_IsTold()
    {
        Skip.IfNot(Has("screen"), "There is no screen.");
        _server = "screen";
        Run("screen", "-d", "-m", "-S", Marker, "sh", "-c", $"sleep 600; : {Marker}");

        HostTerminal terminal = await FindAsync(found => found.Parent == TerminalParent.Screen);

        Assert.Equal(["sh", "-c", $"sleep 600; : {Marker}"], terminal.Command);
        Assert.False(terminal.IsOurs);
    }

    [SkippableFact]
    public async Task ReadAsync_TerminalInATerminal_IsOneOfItsOwn()
    {
        Skip.IfNot(Has("script"), "There is no script.");
        var environment = new LocalEnvironment();
        await using PtyProcess outer = await environment.SpawnPtyAsync(new PtySpawnOptions { Command = "script", Arguments = ["-q", "-c", $"sh -c 'sleep 600; : {Marker}'", "/dev/null"] });

        HostTerminal inner = await FindAsync(found => found.Command is not ["script", ..]);
        HostTerminal around = await FindAsync(found => found.Command is ["script", ..]);

        Assert.NotEqual(around.Device, inner.Device);
        Assert.Equal(outer.Info!.ProcessId, around.ProcessId);
        Assert.Equal(TerminalParent.None, inner.Parent);
    }

    [SkippableFact]
    public async Task ReadAsync_ShellChangesItsDirectory_IsToldWithoutANewProgram()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "Only Linux has /proc.");
        string other = Directory.CreateDirectory(Path.Combine(_directory.FullName, "other")).FullName;
        var environment = new LocalEnvironment();
        await using PtyProcess pty = await environment.SpawnPtyAsync(new PtySpawnOptions { Command = "sh", Arguments = ["-c", $"read line; cd other; read line; : {Marker}"], WorkingDirectory = _directory.FullName });
        await FindAsync(found => found.WorkingDirectory == _directory.FullName && found.IsReadingTerminal);

        await pty.Writer.WriteAsync("\n"u8.ToArray());

        await FindAsync(found => found.WorkingDirectory == other);
    }

    /// <summary>Looks until a terminal of this test is as it should be.</summary>
    private async Task<HostTerminal> FindAsync(Func<HostTerminal, bool> isIt, bool anywhere = false)
    {
        IReadOnlyList<HostTerminal> terminals = [];
        HostTerminal? found = null;
        await Waiting.UntilAsync(
            async () => (found = (terminals = await LookAsync()).FirstOrDefault(terminal => (anywhere || terminal.Command.Any(word => word.Contains(Marker, StringComparison.Ordinal))) && isIt(terminal))) is not null,
            () => string.Join('\n', terminals));
        return found!;
    }

    private Task GoneAsync(string id) => Waiting.UntilAsync(async () => (await LookAsync()).All(terminal => terminal.Id != id), () => id);

    private async Task<IReadOnlyList<HostTerminal>> LookAsync() => HostTerminals.Of(await _processes.ReadAsync(default), AgentProfiles.Default);

    private static bool Has(string program) =>
        OperatingSystem.IsLinux() && (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(directory => File.Exists(Path.Combine(directory, program)));

    private static void Run(string program, params string[] arguments)
    {
        using var process = Process.Start(program, arguments);
        process.WaitForExit();
    }
}
