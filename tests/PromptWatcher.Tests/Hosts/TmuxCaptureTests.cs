using PromptWatcher.Environments;
using PromptWatcher.Hosts;
using PromptWatcher.Hosts.Commands;
using PromptWatcher.Sessions;

namespace PromptWatcher.Tests.Hosts;

/// <summary>Panes of a real tmux.</summary>
public sealed class TmuxCaptureTests : IAsyncLifetime
{
    private static readonly TerminalSize Size = new(80, 24);

    private readonly TmuxHost _host = new();
    private readonly SessionManager _manager = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        await _manager.DisposeAsync();
        _host.Dispose();
    }

    [SkippableTheory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task OpenAsync_PaneThatShowsSomething_ShowsItAndWhatComesAfter(bool isJoined)
    {
        NeedsTmux();
        string pane = _host.Start("custom socket", Size, Script("printf '\\033]2;the title\\007\\033[31mred\\033[0m\\n\\033[5;10Hhere'; read x <&3; printf ' and more'; read x <&3"));
        await ShownAsync("custom socket", pane, "here");
        await AttachAsync(isJoined, "custom socket", pane);

        TerminalSession session = await WatchAsync("custom socket", pane);
        await session.WaitUntilShownAsync("here");
        ScreenSnapshot first = session.Snapshot();
        Go();
        await session.WaitUntilShownAsync("here and more");

        Assert.Equal(Size, session.Size);
        Assert.Equal("red", first.Lines[0]);
        Assert.Equal("         here", first.Lines[4]);
        Assert.Equal((13, 4), (first.CursorColumn, first.CursorRow));
        Assert.Equal("the title", session.Title);
    }

    [SkippableTheory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task OpenAsync_PaneWithBarsAndLines_ShowsThemAsTheyAre(bool isJoined)
    {
        NeedsTmux();
        string pane = _host.Start("s", Size, Script($"printf '\\033[41m{new string('b', Size.Columns)}\\r\\nbelow\\033[0m\\r\\n\\033(0{new string('q', Size.Columns)}\\r\\nlqk\\033(B drawn'; read x <&3"));
        await ShownAsync("s", pane, "drawn");
        await AttachAsync(isJoined, "s", pane);

        TerminalSession session = await WatchAsync("s", pane);
        await session.WaitUntilShownAsync("┌─┐ drawn");

        Assert.Equal(new string('─', Size.Columns), session.Snapshot().Lines[2]);
    }

    [SkippableTheory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task OpenAsync_PaneInTheAlternateScreen_ComesBackToTheOtherAfterIt(bool isJoined)
    {
        NeedsTmux();
        string pane = _host.Start("s", Size, Script("printf 'before\\033[?1049h\\033[2J\\033[Hinside'; read x <&3; printf '\\033[?1049l after'; read x <&3"));
        await ShownAsync("s", pane, "inside");
        await AttachAsync(isJoined, "s", pane);

        TerminalSession session = await WatchAsync("s", pane);
        await session.WaitUntilShownAsync("inside");
        Go();
        await session.WaitUntilShownAsync("after");

        Assert.DoesNotContain(session.Snapshot().Lines, line => line.Contains("inside", StringComparison.Ordinal));
    }

    [SkippableTheory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task OpenAsync_PaneThatIsResized_HasItsNewSizeAndPicture(bool isJoined)
    {
        NeedsTmux();
        string pane = _host.Start("s", Size, Script("echo ready; while read x <&3; do stty size; done"));
        await AttachAsync(isJoined, "s", pane);
        TerminalSession session = await WatchAsync("s", pane);
        await session.WaitUntilShownAsync("ready");

        _host.Run("s", "resize-window", "-t", pane, "-x", "101", "-y", "33");
        Go();
        await Waiting.UntilAsync(() => session.Size == new TerminalSize(101, 33));      // tmux may tell what was printed before the size.

        await session.WaitUntilShownAsync("33 101");
    }

    [SkippableTheory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Session_OfAPaneThatEnds_Ends(bool isJoined)
    {
        NeedsTmux();
        string pane = _host.Start("s", Size, Script("echo ready; read x <&3"));
        _host.Start("s", Size, "sleep", "1000");
        await AttachAsync(isJoined, "s", pane);
        TerminalSession session = await WatchAsync("s", pane);
        await session.WaitUntilShownAsync("ready");

        Go();

        Assert.Equal(new PtyExit(null), await session.Completion.WaitAsync(Waiting.Patience));
    }

    [SkippableTheory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Session_OfAServerThatEnds_Ends(bool isJoined)
    {
        NeedsTmux();
        string pane = _host.Start("s", Size, Script("echo ready; read x <&3"));
        await AttachAsync(isJoined, "s", pane);
        TerminalSession session = await WatchAsync("s", pane);
        await session.WaitUntilShownAsync("ready");

        _host.Run("s", "kill-server");

        Assert.Equal(new PtyExit(null), await session.Completion.WaitAsync(Waiting.Patience));
    }

    [SkippableFact]
    public async Task Session_WhoseClientIsSentAway_GoesOn()
    {
        NeedsTmux();
        string pane = _host.Start("s", Size, Script("echo ready; while read x <&3; do echo go $((i+=1)); done"));
        await AttachAsync(true, "s", pane);
        TerminalSession session = await WatchAsync("s", pane);
        await session.WaitUntilShownAsync("ready");

        // More often than clients are sent for; then it is looked at.
        for (int i = 1; i <= 5; i++)
        {
            foreach (string client in Clients("s").Where(client => client.EndsWith(" 1", StringComparison.Ordinal)))
                _host.Run("s", "detach-client", "-t", client[..^2]);
            Go();
            await session.WaitUntilShownAsync($"go {i}");
        }
    }

    [SkippableFact]
    public async Task Session_WhosePaneMovesToAnotherSession_GoesOn()
    {
        NeedsTmux();
        string pane = _host.Start("s", Size, Script("echo ready; read x <&3; echo moved; read x <&3"));
        string other = _host.Start("s", Size, "sleep", "1000");
        TerminalSession session = await WatchAsync("s", pane);
        await session.WaitUntilShownAsync("ready");

        _host.Run("s", "join-pane", "-s", pane, "-t", other);
        Go();

        await session.WaitUntilShownAsync("moved");
        Assert.Equal(_host.Ask("s", pane, "#{pane_width}x#{pane_height}"), session.Size.ToString());
    }

    /// <summary>Joining alone would make tmux type a focus report into such a program.</summary>
    [SkippableTheory]
    [InlineData("off", false)]
    [InlineData("on", false)]
    [InlineData("off", true)]
    [InlineData("on", true)]
    public async Task OpenAsync_ProgramThatIsToldItsFocus_GetsNotOneByte(string focusEvents, bool isAttached)
    {
        NeedsTmux();
        string got = Path.Combine(_host.Folder, "got");
        string pane = _host.Start("s", Size, Script($"stty raw -echo; printf '\\033[?1004h\\033[c\\033[6nready'; cat > {got}"));
        await ShownAsync("s", pane, "ready");
        _host.Run("s", "set-option", "-s", "focus-events", focusEvents);
        await AttachAsync(isAttached, "s", pane);
        await Waiting.UntilAsync(async () => !isAttached || (await File.ReadAllTextAsync(got)).EndsWith("\e[I", StringComparison.Ordinal));
        byte[] before = await File.ReadAllBytesAsync(got);
        TerminalSession session = await WatchAsync("s", pane);
        await session.WaitUntilShownAsync("ready");
        int joined = Clients("s").Count(client => client.EndsWith(" 1", StringComparison.Ordinal));

        await session.DisposeAsync();
        await Waiting.UntilAsync(() => !Clients("s").Any(client => client.EndsWith(" 1", StringComparison.Ordinal)));

        Assert.Equal(isAttached && focusEvents == "off" ? 1 : 0, joined);
        Assert.Equal(before, await File.ReadAllBytesAsync(got));
        Assert.True(session.IsReadOnly);
    }

    [SkippableFact]
    public async Task OpenAsync_WithItsUserAttached_LeavesTheUsersWindowAndEnvironmentAlone()
    {
        NeedsTmux();
        string pane = _host.Start("s", new TerminalSize(90, 30), Script("until [ \"$(stty size)\" = '39 100' ]; do read -t 0.05 x; done; echo sized; while read x <&3; do stty size; done"));
        TerminalSession user = await _manager.StartAsync(new PtySpawnOptions { Command = "tmux", Arguments = ["-S", Path.Combine(_host.Folder, "s"), "attach"], Size = new TerminalSize(100, 40) });
        await user.WaitUntilShownAsync("sized");        // tmux tells a program its size a moment after the window has it.
        _host.Run("s", "set-environment", "DISPLAY", ":7");
        string before = _host.Ask("s", pane, "#{window_width}x#{window_height} #{window_active} #{pane_active}") + _host.Run("s", "show-environment");

        TerminalSession session = await WatchAsync("s", pane);
        Go();
        await session.WaitUntilShownAsync("39 100");

        Assert.Equal(before, _host.Ask("s", pane, "#{window_width}x#{window_height} #{window_active} #{pane_active}") + _host.Run("s", "show-environment"));
        await user.DisposeAsync();
    }

    [SkippableFact]
    public async Task OpenAsync_TwentyPanesOfTwoServers_ShowsEachItsOwn()
    {
        NeedsTmux();
        var panes = new List<(string Server, string Pane, string Text)>();
        foreach (string server in (string[])["one", "two"])
        {
            string first = _host.Start(server, new TerminalSize(200, 100), Script($"echo {server} 0; read x <&3"));
            panes.Add((server, first, $"{server} 0"));
            for (int i = 1; i < 10; i++)
            {
                panes.Add((server, _host.Run(server, ["split-window", "-P", "-F", "#{pane_id}", "-t", first, .. Script($"echo {server} {i}; read x <&3")]), $"{server} {i}"));
                _host.Run(server, "select-layout", "-t", first, "tiled");
            }
        }

        await AttachAsync(true, "one", panes[0].Pane);
        var capture = _host.Capture();
        TerminalSession[] sessions = await Task.WhenAll(panes.Select(async pane => await WatchAsync(pane.Server, pane.Pane, capture)));

        foreach ((TerminalSession session, (string server, string pane, string text)) in sessions.Zip(panes))
        {
            await session.WaitUntilShownAsync(text);
            Assert.Equal(_host.Ask(server, pane, "#{pane_width}x#{pane_height}"), session.Size.ToString());
        }

        // One client for the session that is joined, however many panes it has; beside the user's.
        Assert.Equal((2, 0), (Clients("one").Length, Clients("two").Length));
    }

    [SkippableFact]
    public async Task TypeAsync_WhereTypingWasAllowed_TypesTheBytesAsTheyAre()
    {
        NeedsTmux();
        string got = Path.Combine(_host.Folder, "got");
        string pane = _host.Start("s", Size, Script($"stty raw -echo; printf ready; cat > {got}"));
        await ShownAsync("s", pane, "ready");
        TerminalSession session = await WatchAsync("s", pane, _host.Capture(new HostMonitorOptions { AllowTyping = true }));
        byte[] keys = [.. Enumerable.Range(0, 256).Select(value => (byte)value), .. "ä\e[A;Enter"u8];

        await session.TypeAsync(keys);
        await Assert.ThrowsAsync<ReadOnlyTerminalException>(async () => await session.ResizeAsync(new TerminalSize(20, 20)));
        await Assert.ThrowsAsync<ReadOnlyTerminalException>(async () => await session.KillAsync());

        await Waiting.UntilAsync(async () => (await File.ReadAllBytesAsync(got)).Length >= keys.Length);
        Assert.Equal(keys, await File.ReadAllBytesAsync(got));
        Assert.False(session.IsReadOnly);
        Assert.Equal(Size, session.Size);
        Assert.DoesNotContain(_host.Audit.Records, record => record.Command.Contains("0d"));
    }

    [SkippableFact]
    public async Task OpenAsync_TerminalThatIsNoPane_SaysWhatWasLookedAt()
    {
        NeedsTmux();
        string pane = _host.Start("s", Size, "sleep", "1000");

        var error = await Assert.ThrowsAsync<EnvironmentException>(async () => await _host.Capture().OpenAsync(_host.Terminal("s", pane) with { Device = "pts/99999" }, CancellationToken.None));

        Assert.Contains("no pane of the tmux server", error.Message, StringComparison.Ordinal);
        Assert.Contains(_host.Audit.Records, record => record is { Outcome: HostCommandOutcome.Ran, ExitCode: 0, UserId: 0 });
    }

    private static void NeedsTmux() => Skip.IfNot(File.Exists("/usr/bin/tmux"), "tmux is not installed.");

    /// <summary>Its gate stays open: a reader that comes while the last writer is still there would pass without a line.</summary>
    private string[] Script(string text) => ["bash", "--norc", "-c", $"exec 3<>'{_host.Gate}'; {text}"];

    /// <summary>A user looks at the session: panes of such are joined, those of others looked at.</summary>
    private Task AttachAsync(bool isAttached, string server, string pane) => isAttached ? _host.AttachAsync(_manager, server, pane, Size) : Task.CompletedTask;

    /// <summary>Lets a script go on that reads its gate.</summary>
    private void Go() => File.WriteAllText(_host.Gate, "\n");

    /// <summary>Each client's name, and whether it is one in control mode.</summary>
    private string[] Clients(string server) => _host.Run(server, "list-clients", "-F", "#{client_name} #{client_control_mode}").Split('\n', StringSplitOptions.RemoveEmptyEntries);

    private Task ShownAsync(string server, string pane, string text) =>
        Waiting.UntilAsync(() => _host.Run(server, "capture-pane", "-p", "-t", pane).Contains(text, StringComparison.Ordinal));

    private Task<TerminalSession> WatchAsync(string server, string pane) => WatchAsync(server, pane, _host.Capture());

    private async Task<TerminalSession> WatchAsync(string server, string pane, ITerminalCapture capture)
    {
        PtyProcess pty = await capture.OpenAsync(_host.Terminal(server, pane), CancellationToken.None);
        return _manager.Adopt(pty, pty.Info!.Size!.Value);
    }
}
