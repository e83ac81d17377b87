using System.Diagnostics;
using System.Text.RegularExpressions;
using PromptWatcher.Docker.Tests.Engines;
using PromptWatcher.Environments;
using PromptWatcher.Environments.Local;
using PromptWatcher.Hosts;

namespace PromptWatcher.Docker.Tests.Hosts;

/// <summary>Makes terminals on this machine, the host of the tests' engines, in every way that people do. Each has a mark in its command.</summary>
internal sealed partial class HostMachine(DockerEngine engine) : IAsyncDisposable
{
    internal const int Kinds = 5;

    /// <summary>Files' times come from a clock of the kernel that steps; at 100 Hz at most so far.</summary>
    private static readonly TimeSpan FileClockTick = TimeSpan.FromMilliseconds(10);

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("pw-host-");
    private readonly LocalEnvironment _local = new();
    private readonly List<PtyProcess> _ptys = [];
    private readonly List<string> _containers = [];
    private bool _hasServer;
    private int _screens;
    private int _begun;

    /// <summary>In the command of every terminal.</summary>
    internal string Mark => _directory.Name;

    internal string Folder => _directory.FullName;

    internal string Socket => Path.Combine(_directory.FullName, "socket");

    internal string ScreenDirectory => Path.Combine(_directory.FullName, "screens");

    /// <summary>Makes some of each kind, each running <c>claude</c> for ten minutes.</summary>
    internal async Task MakeAsync(int ofEach)
    {
        Task[] all =
        [
            .. Enumerable.Range(0, ofEach).Select(_ => PlainAsync(Command())),
            .. Enumerable.Range(0, ofEach).Select(_ => PlainAsync($"script -q -c \"bash -c '{Command()}'\" /dev/null")),
            .. Enumerable.Range(0, ofEach).Select(_ => ContainerAsync(Command(), "--volume", $"{Folder}:{Folder}")),
            Task.Run(async () =>
            {
                for (int i = 0; i < ofEach; i++)
                    await PaneAsync(Command());
            }),
            .. Enumerable.Range(0, ofEach).Select(_ => ScreenAsync(Command())),
        ];
        await Task.WhenAll(all);
    }

    /// <summary>When a terminal of <see cref="MakeAsync"/> began to run its command, or a little later.</summary>
    internal static DateTimeOffset BegunAt(HostTerminal terminal) =>
        File.GetLastWriteTimeUtc(Begun().Match(string.Join(' ', terminal.Command)).Value) + FileClockTick;

    /// <summary>A command whose shell stays the leader, and leaves a file that tells when it began.</summary>
    private string Command() => $": > {Folder}/begun-{Interlocked.Increment(ref _begun)}; (exec -a claude sleep 600); : {Mark}";

    internal async Task<PtyProcess> PlainAsync(string command)
    {
        PtyProcess pty = await _local.SpawnPtyAsync(new PtySpawnOptions { Command = "bash", Arguments = ["-c", command], WorkingDirectory = _directory.FullName });
        lock (_ptys)
            _ptys.Add(pty);
        return pty;
    }

    /// <summary>Adds a pane to a tmux server of its own.</summary>
    internal async Task PaneAsync(string command)
    {
        await RunAsync("tmux", "-S", Socket, "-f", "/dev/null", _hasServer ? "new-window" : "new-session", "-d", "-c", _directory.FullName, "bash", "-c", command);
        _hasServer = true;
    }

    /// <summary>Opens a terminal that is no child of this process, and ends with its command.</summary>
    internal Task DetachedAsync(string command) => RunAsync("bash", "-c", "setsid --fork script -q -c \"$0\" /dev/null < /dev/null > /dev/null 2>&1", command);

    internal async Task ScreenAsync(string command)
    {
        int number = Interlocked.Increment(ref _screens);
        Directory.CreateDirectory(ScreenDirectory, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        await RunAsync("screen", "-d", "-m", "-S", $"{Mark}-{number}", "bash", "-c", command);
    }

    internal async Task ContainerAsync(string command, params string[] options)
    {
        string id = await engine.DockerAsync(["run", "--detach", "--tty", "--init", "--network", "none", "--workdir", "/tmp", .. options, Images.Full, "bash", "-c", command]);
        lock (_containers)
            _containers.Add(id);
    }

    /// <summary>Ends all of them.</summary>
    internal async Task EndAsync()
    {
        if (_hasServer)
            await Tool.RunAsync("tmux", ["-S", Socket, "kill-server"]);
        _hasServer = false;
        for (; _screens > 0; _screens--)
            await Tool.RunAsync("screen", ["-S", $"{Mark}-{_screens}", "-X", "quit"], ("SCREENDIR", ScreenDirectory));
        if (_containers.Count > 0)
            await engine.DockerAsync(["rm", "--force", .. _containers]);
        _containers.Clear();
        await Task.WhenAll(_ptys.Select(pty => pty.DisposeAsync().AsTask()));
        _ptys.Clear();
    }

    public async ValueTask DisposeAsync()
    {
        await EndAsync();
        _directory.Delete(recursive: true);
    }

    [GeneratedRegex("/[^ ]+/begun-[0-9]+")]
    private static partial Regex Begun();

    private async Task RunAsync(string program, params string[] arguments)
    {
        // Not by Tool: servers keep its pipes open.
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = _directory.FullName };
        start.Environment["SCREENDIR"] = ScreenDirectory;
        using Process process = Process.Start(start)!;
        await process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(60));
        Assert.True(process.ExitCode == 0, $"{program} ended with {process.ExitCode}");
    }
}
