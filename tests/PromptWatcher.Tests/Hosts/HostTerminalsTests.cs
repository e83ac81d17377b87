using PromptWatcher.Detection;
using PromptWatcher.Hosts;

namespace PromptWatcher.Tests.Hosts;

public sealed class HostTerminalsTests
{
    private const string Container = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

    [Fact]
    public void Of_ShellWithAJob_TellsBoth()
    {
        ProcessFacts shell = Leader(100, "bash", "-bash") with { ForegroundGroup = 110, UserId = 1000, User = "ann", WorkingDirectory = "/home/ann" };
        ProcessFacts vim = Member(shell, 110, 110, "vim", "vim", "a.txt") with { WorkingDirectory = "/src", IsReadingTerminal = true };
        ProcessFacts background = Member(shell, 105, 105, "sleep", "sleep", "9");

        HostTerminal terminal = Assert.Single(HostTerminals.Of([vim, background, shell], AgentProfiles.Default));

        Assert.Equal("pts-1-100-1000", terminal.Id);
        Assert.Equal("pts/1", terminal.Device);
        Assert.Equal((100, (int?)110, (int?)1000, "ann"), (terminal.ProcessId, terminal.ForegroundProcessId, terminal.UserId, terminal.User));
        Assert.Equal(["-bash"], terminal.Command);
        Assert.Equal(["vim", "a.txt"], terminal.Foreground);
        Assert.Equal("/src", terminal.WorkingDirectory);
        Assert.Equal("vim", terminal.Agent);
        Assert.True(terminal.IsReadingTerminal);
        Assert.False(terminal.IsOurs);
    }

    [Fact]
    public void Of_ProcessesWithoutATerminalOrALeader_TellsNone()
    {
        ProcessFacts daemon = Leader(5, "cron", "cron") with { Device = null };
        ProcessFacts left = Member(Leader(70, "bash"), 71, 71, "sleep", "sleep");

        Assert.Empty(HostTerminals.Of([daemon, left], AgentProfiles.Default));
    }

    [Fact]
    public void Of_NothingInTheForeground_TellsTheLeaderAlone()
    {
        ProcessFacts shell = Leader(100, "bash", "bash") with { ForegroundGroup = 999, WorkingDirectory = "/w" };

        HostTerminal terminal = Assert.Single(HostTerminals.Of([shell], AgentProfiles.Default));

        Assert.Null(terminal.ForegroundProcessId);
        Assert.Empty(terminal.Foreground);
        Assert.Null(terminal.Agent);
        Assert.Equal("/w", terminal.WorkingDirectory);
    }

    [Fact]
    public void Of_TwoTerminalsOfOneName_TellsBothWithIdsOfTheirOwn()
    {
        ProcessFacts one = Leader(100, "bash", "bash"), other = Leader(200, "bash", "bash") with { ContainerId = Container };

        IReadOnlyList<HostTerminal> terminals = HostTerminals.Of([one, other], AgentProfiles.Default);

        Assert.Equal(["pts-1-100-1000", "pts-1-200-2000"], terminals.Select(terminal => terminal.Id));
        Assert.Equal([TerminalParent.None, TerminalParent.Container], terminals.Select(terminal => terminal.Parent));
    }

    [Theory]
    [InlineData("tmux: server", TerminalParent.Tmux)]
    [InlineData("screen", TerminalParent.Screen)]
    [InlineData("sshd", TerminalParent.Ssh)]
    [InlineData("sshd-session", TerminalParent.Ssh)]
    [InlineData("zellij", TerminalParent.Zellij)]
    [InlineData("nvim", TerminalParent.Editor)]
    [InlineData("gnome-terminal-", TerminalParent.Desktop)]
    [InlineData("login", TerminalParent.Login)]
    [InlineData("script", TerminalParent.None)]
    public void Of_ParentThatOpensTerminals_IsTold(string name, TerminalParent expected)
    {
        var parent = new ProcessFacts { Id = 50, Parent = 1, Name = name };
        ProcessFacts between = new() { Id = 60, Parent = 50, Name = "sh" };

        Assert.Equal(expected, Assert.Single(HostTerminals.Of([parent, between, Leader(100, "bash") with { Parent = 60 }], AgentProfiles.Default)).Parent);
    }

    [Fact]
    public void Of_ScriptInAPaneOfTmux_IsNoPane()
    {
        var server = new ProcessFacts { Id = 50, Parent = 1, Name = "tmux: server" };
        ProcessFacts pane = Leader(100, "bash") with { Parent = 50 };
        ProcessFacts script = Member(pane, 120, 120, "script", "script");
        ProcessFacts inner = Leader(130, "bash") with { Parent = 120, Device = "pts/2" };

        Assert.Equal([TerminalParent.Tmux, TerminalParent.None], HostTerminals.Of([server, pane, script, inner], AgentProfiles.Default).Select(terminal => terminal.Parent));
    }

    [Theory]
    [InlineData("claude", new[] { "claude" })]
    [InlineData("claude", new[] { "/usr/local/bin/claude", "--resume" })]
    [InlineData("claude", new[] { "node", "--max-old-space-size=4096", "/usr/lib/node_modules/@anthropic-ai/claude-code/cli.js" })]
    [InlineData("claude", new[] { "npm exec @anthropic-ai/claude-code --resume" })]
    [InlineData("claude", new[] { "npx", "@anthropic-ai/claude-code@2.0.1" })]
    [InlineData("claude", new[] { "/bin/sh", "/usr/local/bin/claude", "-c" })]
    [InlineData("codex", new[] { "bun", "/root/.bun/install/global/node_modules/@openai/codex/bin/codex.js" })]
    [InlineData("codex", new[] { "env", "-u", "A", "codex" })]
    [InlineData("claude", new[] { "env", "node", "/usr/lib/node_modules/@anthropic-ai/claude-code/cli.js" })]
    [InlineData("node", new[] { "env", "node" })]
    [InlineData("codex", new[] { "node", "/usr/bin/npm", "exec", "@openai/codex" })]
    [InlineData("aider", new[] { "python3", "-m", "aider" })]
    [InlineData("bash", new[] { "-bash" })]
    [InlineData(null, new[] { "node", "/srv/app/server.js" })]
    [InlineData(null, new[] { "/opt/tools/deploy", "claude" })]
    [InlineData("bash", new[] { "bash", "deploy", "claude" })]
    public void Of_ProgramBehindAnything_IsRecognised(string? expected, string[] command)
    {
        ProcessFacts shell = Leader(100, "bash", "bash") with { ForegroundGroup = 110 };

        Assert.Equal(expected, Assert.Single(HostTerminals.Of([shell, Member(shell, 110, 110, "x", command)], AgentProfiles.Default)).Agent);
    }

    [Fact]
    public void Of_ProgramStartedByAScript_IsRecognisedInItsGroup()
    {
        ProcessFacts shell = Leader(100, "bash", "bash") with { ForegroundGroup = 110 };
        ProcessFacts wrapper = Member(shell, 110, 110, "start", "sh", "-c", "start; claude"), agent = Member(shell, 111, 110, "claude", "claude"), tool = Member(shell, 112, 110, "vim", "vim");

        Assert.Equal("claude", Assert.Single(HostTerminals.Of([tool, agent, wrapper, shell], AgentProfiles.Default)).Agent);
    }

    [Fact]
    public void Of_WhatThisProcessStarted_IsOurs()
    {
        var self = new ProcessFacts { Id = 50, Parent = 1, Name = "dotnet", IsOurs = true };
        ProcessFacts ours = Leader(100, "bash") with { Parent = 60 }, theirs = Leader(200, "bash");

        IReadOnlyList<HostTerminal> terminals = HostTerminals.Of([self, new ProcessFacts { Id = 60, Parent = 50 }, ours, theirs], AgentProfiles.Default);

        Assert.Equal([true, false], terminals.Select(terminal => terminal.IsOurs));
    }

    [Fact]
    public void Equals_OtherArguments_IsAnother()
    {
        HostTerminal one = Assert.Single(HostTerminals.Of([Leader(100, "a", "a", "b")], AgentProfiles.Default));

        Assert.Equal(one, one with { Command = ["a", "b"] });
        Assert.NotEqual(one, one with { Command = ["a", "c"] });
        Assert.NotEqual(one, one with { Foreground = ["x"] });
        Assert.NotEqual(one, one with { IsReadingTerminal = true });
    }

    /// <summary>The leader of a session with a terminal, whose own group has it.</summary>
    internal static ProcessFacts Leader(int id, string name, params string[] arguments) => new()
    {
        Id = id, Parent = 1, Group = id, Session = id, Device = "pts/1", ForegroundGroup = id, StartTicks = (ulong)id * 10, Name = name, Arguments = arguments,
    };

    private static ProcessFacts Member(ProcessFacts leader, int id, int group, string name, params string[] arguments) =>
        leader with { Id = id, Parent = leader.Id, Group = group, StartTicks = (ulong)id * 10, Name = name, Arguments = arguments };
}
