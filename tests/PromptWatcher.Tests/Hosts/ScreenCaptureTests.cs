using System.Diagnostics;
using System.Globalization;
using System.Text;
using PromptWatcher.Environments;
using PromptWatcher.Hosts;
using PromptWatcher.Hosts.Captures;
using PromptWatcher.Hosts.Commands;
using PromptWatcher.Hosts.Screens;
using PromptWatcher.Sessions;

namespace PromptWatcher.Tests.Hosts;

/// <summary>Windows of a real GNU screen.</summary>
public sealed class ScreenCaptureTests : IAsyncLifetime
{
    private readonly string _name = $"test-{Guid.NewGuid():N}";
    private readonly string _folder = Directory.CreateTempSubdirectory("screen-test-").FullName;
    private readonly SessionManager _manager = new();
    private readonly HostCommandAudit _audit = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        await _manager.DisposeAsync();
        if (File.Exists("/usr/bin/screen"))
            Run("-S", _name, "-X", "quit");
        Directory.Delete(_folder, recursive: true);
    }

    [SkippableFact]
    public async Task OpenAsync_WindowOfADetachedScreen_ShowsItsTextAndLeavesNothing()
    {
        Skip.IfNot(File.Exists("/usr/bin/screen"), "screen is not installed.");
        // A gate for each step: one that is still open for the last lets the next step pass.
        string gate = Path.Combine(_folder, "gate"), end = Path.Combine(_folder, "end"), pid = Path.Combine(_folder, "pid");
        Run("-d", "-m", "-S", _name, "bash", "-c", $"mkfifo {gate} {end}; echo 'first ä'; tty > {pid}; echo $$ >> {pid}; read x < {gate}; echo second; read x < {end}");
        string[] facts = [];
        await Waiting.UntilAsync(async () => (facts = File.Exists(pid) ? await File.ReadAllLinesAsync(pid) : []).Length >= 2);

        var capture = new ScreenCapture(
            new LocalServerSockets(), new LocalCommandRunner(_audit, TimeProvider.System), new HostCommands(_audit, TimeProvider.System), new HostMonitorOptions(), TimeProvider.System);
        PtyProcess pty = await capture.OpenAsync(new HostTerminal
        {
            Id = "window",
            Device = facts[0]["/dev/".Length..],
            ProcessId = int.Parse(facts[1], CultureInfo.InvariantCulture),
            StartedAt = DateTimeOffset.UnixEpoch,
            UserId = 0,
            User = "root",
            Parent = TerminalParent.Screen,
        }, CancellationToken.None);
        TerminalSession session = _manager.Adopt(pty, pty.Info!.Size!.Value);
        await session.WaitUntilShownAsync("first ä");
        await File.WriteAllTextAsync(gate, "\n");
        await session.WaitUntilShownAsync("second");
        await File.WriteAllTextAsync(end, "\n");

        Assert.Equal(new PtyExit(null), await session.Completion.WaitAsync(TimeSpan.FromSeconds(60)));
        Assert.True(session.IsReadOnly);
        Assert.All(_audit.Records, record => Assert.True(record.Outcome is HostCommandOutcome.Ran));
        string file = _audit.Records.First(record => record.Command[0] == "screen").Command[^1];
        await Waiting.UntilAsync(() => !Directory.Exists(Path.GetDirectoryName(file)));
    }

    /// <summary>The folder of the pictures is the user's, who may have put a link into it to what only root may read.</summary>
    [SkippableFact]
    public async Task TakeAsync_LinkInPlaceOfThePicture_IsFollowedWithNoMoreRightsThanTheUsers()
    {
        Skip.IfNot(File.Exists("/usr/bin/screen"), "screen is not installed.");
        Skip.IfNot(Environment.IsPrivilegedProcess, "Only root can look at another user's screen.");
        string secret = Path.Combine(_folder, "secret");
        await File.WriteAllTextAsync(secret, string.Concat(Enumerable.Repeat("of root\n", 100)));
        File.SetUnixFileMode(secret, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        var user = new HostUser(65534, "nobody");
        HashSet<string> before = [.. Folders()];
        using var look = new ScreenLook(Path.Combine(_folder, "1.none"), 0, "pts/0", user, new PictureRunner(new LocalCommandRunner(_audit, TimeProvider.System)), new HostCommands(_audit, TimeProvider.System));
        File.CreateSymbolicLink(Path.Combine(Folders().Single(folder => !before.Contains(folder)), "1"), secret);

        await Assert.ThrowsAsync<EnvironmentException>(() => look.TakeAsync(CancellationToken.None));

        static string[] Folders() => Directory.GetDirectories("/tmp", "promptwatcher-screen-*");
    }

    /// <summary>A screen that has made the picture, on a terminal of the usual size; all else is run.</summary>
    private sealed class PictureRunner(IHostCommandRunner runner) : IHostCommandRunner
    {
        public ValueTask<HostCommandResult> RunAsync(HostCommand command, HostUser user, CancellationToken cancellationToken) => command.Program switch
        {
            "screen" => new(new HostCommandResult(0, default, "")),
            "stty" => new(new HostCommandResult(0, "24 80\n"u8.ToArray(), "")),
            _ => runner.RunAsync(command, user, cancellationToken),
        };

        public ValueTask<HostCommandTalk> StartAsync(HostCommand command, HostUser user, CancellationToken cancellationToken) => throw new NotSupportedException();
    }

    private void Run(params string[] arguments)
    {
        var start = new ProcessStartInfo("screen", arguments) { StandardOutputEncoding = Encoding.UTF8, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["SCREENDIR"] = Directory.CreateDirectory(Path.Combine(_folder, "sockets"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute).FullName;
        start.Environment["LANG"] = "C.UTF-8";
        using var screen = Process.Start(start)!;
        screen.WaitForExit();
    }
}
