using PromptWatcher.Hosts.Commands;

namespace PromptWatcher.Tests.Hosts;

/// <summary>What may run on the host, and all that may not.</summary>
public sealed class HostCommandsTests
{
    private const string Socket = "/tmp/tmux-1000/default";

    private readonly HostCommandAudit _audit = new();
    private readonly HostCommands _commands;

    public HostCommandsTests() => _commands = new HostCommands(_audit, TimeProvider.System);

    [Theory]
    [InlineData("/tmp/tmux-1000/default")]
    [InlineData("/run/user/1000/tmux/work space")]
    [InlineData("/home/dev/.cache/ä;b")]
    [InlineData("/root/$(id)")]
    public void Make_SocketWhereverItIs_Passes(string socket)
    {
        HostCommand command = _commands.Make("tmux", "panes", ("socket", socket));

        Assert.Equal(["-u", "-S", socket, "list-panes", "-a", "-F"], command.Arguments.Take(6));
        Assert.Equal(command.Arguments, _commands.Allow("tmux", command.Arguments).Arguments);
        Assert.Empty(_audit.Records);
    }

    [Theory]
    [MemberData(nameof(HostileCases.Programs), MemberType = typeof(HostileCases))]
    public void Allow_AnyOtherProgram_Refuses(string program, string[] arguments) => Refuses(() => _commands.Allow(program, arguments));

    [Theory]
    [MemberData(nameof(HostileCases.CommandLines), MemberType = typeof(HostileCases))]
    public void Allow_AnyOtherCommandLine_Refuses(string program, string[] arguments) => Refuses(() => _commands.Allow(program, arguments));

    [Theory]
    [MemberData(nameof(HostileCases.Values), MemberType = typeof(HostileCases))]
    public void Make_ValueThatWillNotDo_Refuses(string program, string command, string name, string value) => Refuses(() =>
        _commands.Make(program, command, [.. HostileCases.Good(program, command).Select(good => good.Name == name ? (name, value) : good)]));

    [Theory]
    [InlineData("tmux", "kill-server")]
    [InlineData("tmux", "")]
    [InlineData("tmux", "panes ")]
    [InlineData("tmux", "Panes")]
    [InlineData("/usr/bin/tmux", "panes")]
    public void Make_UnknownCommand_Refuses(string program, string command) => Refuses(() => _commands.Make(program, command, ("socket", Socket)));

    [Fact]
    public void Make_ValueTooManyOrTooFew_Refuses()
    {
        Refuses(() => _commands.Make("tmux", "panes"));
        Refuses(() => _commands.Make("tmux", "panes", ("socket", Socket), ("socket", Socket)));
        Refuses(() => _commands.Make("tmux", "panes", ("socket", Socket), ("pane", "%1")));
        Refuses(() => _commands.Make("tmux", "panes", ("socket", "/tmp/\ud800")));
        Refuses(() => _commands.Make("tmux", "panes", ("pane-format", "#{pane_id}"), ("socket", Socket)));
    }

    [Fact]
    public void Make_Typing_IsRefusedUnlessItWasAllowed()
    {
        Refuses(() => _commands.Make("tmux", "keys", ("socket", Socket), ("pane", "%1"), ("byte", "0d")));
        Refuses(() => _commands.Allow("tmux", "-u", "-S", Socket, "send-keys", "-H", "-t", "%1", "0d"));

        var typing = new HostCommands(_audit, TimeProvider.System, mayType: true);
        HostCommand command = typing.Make("tmux", "keys", ("socket", Socket), ("pane", "%1"), ("byte", "61"), ("byte", "0d"));

        Assert.Equal(["send-keys", "-H", "-t", "%1", "61", "0d"], command.Arguments.Skip(3));
        Assert.Equal("(2 bytes)", command.Recorded[^1]);
        Refuses(() => typing.Make("tmux", "keys", ("socket", Socket), ("pane", "%1")));
        Refuses(() => typing.Make("tmux", "keys", ("socket", Socket), ("pane", "%1"), ("pane", "%2"), ("byte", "61")));
        Refuses(() => typing.Make("tmux", "keys", ("socket", Socket), ("pane", "%1"), ("byte", "Enter")));
        Refuses(() => typing.Make("tmux", "keys", [("socket", Socket), ("pane", "%1"), .. Enumerable.Repeat(("byte", "61"), HostCommands.MostRepeated + 1)]));
        Refuses(() => typing.Allow("tmux", "-u", "-S", Socket, "send-keys", "-H", "-t", "%1", "0d", ";", "kill-server"));
    }

    [Fact]
    public void HostileCases_AreManyAndAllDifferent()
    {
        string[] all = [.. HostileCases.All().Select(one => string.Join('\0', one))];

        Assert.Equal(all.Length, all.Distinct().Count());
        Assert.InRange(all.Length, 500, int.MaxValue);
    }

    /// <summary>Every shape, so that one that is added is looked at too.</summary>
    [Fact]
    public void Programs_AllOfThem_NameAbsolutePlacesAndNoWayToRunMore()
    {
        string[] forbidden =
        [
            "run-shell", "run", "if-shell", "if", "pipe-pane", "pipep", "send-keys", "send", "set-option", "set", "source-file", "source", "new-session", "new-window", "split-window",
            "respawn-pane", "kill-server", "kill-session", "kill-pane", "resize-window", "resize-pane", "set-hook", "set-buffer", "load-buffer", "exec", "eval", "stuff", "-c", "-o", "sh", "bash",
        ];
        foreach ((string name, HostProgramShape program) in HostCommands.Programs)
        {
            Assert.All(program.Places, place => Assert.True(place[0] == '/' && !place.Contains("..", StringComparison.Ordinal) && place.EndsWith('/' + name, StringComparison.Ordinal)));
            foreach (HostCommandShape shape in program.Commands.Values.Where(shape => !shape.Types))
            {
                Assert.DoesNotContain(shape.Arguments, argument => forbidden.Contains(argument));
                Assert.All(shape.Arguments.Where(argument => argument.StartsWith('<')), argument => Assert.True(program.Values.ContainsKey(argument[1..^1])));
            }

            // A quote would end the quotes in which words are asked.
            Assert.DoesNotContain(program.Values.Values, value => value.Constant?.Contains('\'') == true || value.Constant?.Contains("#(", StringComparison.Ordinal) == true);
        }
    }

    private void Refuses(Action act)
    {
        int before = _audit.Records.Count;

        Assert.Throws<HostCommandRefusedException>(act);

        Assert.Equal(before + 1, _audit.Records.Count);
        Assert.Equal(HostCommandOutcome.Refused, _audit.Records[^1].Outcome);
    }
}
