using System.Text;
using PromptWatcher.Environments;
using PromptWatcher.Hosts;
using PromptWatcher.Hosts.Captures;
using PromptWatcher.Hosts.Commands;
using PromptWatcher.Hosts.Tmux;
using PromptWatcher.Sessions;
using PromptWatcher.Tests.Sessions;

namespace PromptWatcher.Tests.Hosts;

public sealed class TmuxServerTests
{
    private static readonly TerminalSize Size = new(80, 24);

    /// <summary>tmux tells whole seconds, and on a busy machine a look takes longer than that.</summary>
    [Fact]
    public async Task WatchAsync_PaneThatPrintsInTheSecondOfItsPicture_IsLookedAtAgainHoweverLateTheNextLookIs()
    {
        var time = new SteppedTime();
        time.Pass(TimeSpan.FromSeconds(100));
        var server = new TmuxServer("/tmp/socket", new HostUser(0, "root"), new SlowTmux(time), new HostCommands(new HostCommandAudit(), time), new HostMonitorOptions(), time);
        await using var sessions = new SessionManager();
        var pty = new CapturedPty(new PtyInfo("pane", null, [], DateTimeOffset.UnixEpoch) { Size = Size });
        TerminalSession session = sessions.Adopt(pty, Size, new SessionOptions { AnswerQueries = false });

        await server.WatchAsync(TmuxPane.ReadAll([SlowTmux.Pane])[0], new TmuxPaneWatch(0, pty), CancellationToken.None);
        await session.WaitUntilShownAsync("before");
        await time.RunUntilAsync(TimeSpan.FromSeconds(101));

        await session.WaitUntilShownAsync("after");
    }

    /// <summary>Prints "after" at once after its first picture, and takes 4 s to list its panes the second time.</summary>
    private sealed class SlowTmux(SteppedTime time) : IHostCommandRunner
    {
        internal const string Pane = "%0 $0 /dev/pts/1 0 80 24 100 0 0 off off 3.3a";

        private int _lists;
        private int _pictures;

        public ValueTask<HostCommandResult> RunAsync(HostCommand command, HostUser user, CancellationToken cancellationToken)
        {
            if (command.Name == "panes" && ++_lists == 2)
                time.Pass(TimeSpan.FromSeconds(4));
            string printed = command.Name == "panes" ? Pane : $"%0 80 24 0 0 0 23 0 1 0 1 0 0 0 0 0 0 host title\n{(++_pictures == 1 ? "before" : "after")}\n";
            return ValueTask.FromResult(new HostCommandResult(0, Encoding.UTF8.GetBytes(printed), ""));
        }

        public ValueTask<HostCommandTalk> StartAsync(HostCommand command, HostUser user, CancellationToken cancellationToken) => throw new NotSupportedException();
    }
}
