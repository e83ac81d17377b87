using PromptWatcher.Environments;

namespace PromptWatcher.Tests.Console;

/// <summary>The command in a terminal of its own, which is one of ours.</summary>
public sealed class InteractiveRunTests : IAsyncLifetime
{
    private readonly CommandTerminal _terminal = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _terminal.DisposeAsync();

    [Fact]
    public async Task Run_Terminal_IsHandedThroughAndRestored()
    {
        await StartAsync("""
            printf 'Name? '; read name; echo "hello $name"
            while [ "$(stty size)" != "20 70" ]; do sleep 0.02; done
            trap 'exit 7' INT; printf '\033[6n'; echo resized; while :; do sleep 0.02; done
            """);
        await _terminal.SeeAsync("Name? ");
        await _terminal.Session.TypeAsync("World\r"u8.ToArray());
        await _terminal.SeeAsync("hello World");
        await _terminal.Session.ResizeAsync(new TerminalSize(70, 20));
        await _terminal.SeeAsync("resized");
        await _terminal.Session.TypeAsync("\x03"u8.ToArray());
        await _terminal.SeeEndAsync();

        Assert.Equal(new PtyExit(0), await _terminal.Session.Completion.WaitAsync(TimeSpan.FromSeconds(60)));
        string seen = _terminal.Seen;
        Assert.Contains("before  isig icanon echo \r\n", seen, StringComparison.Ordinal);
        Assert.Contains("after 7 isig icanon echo \r\n", seen, StringComparison.Ordinal);
        Assert.Contains("\e]2;[", seen, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_TerminateSignal_EndsTheProgramAndRestoresTheTerminal()
    {
        await StartAsync("""printf '\033[?1049h\033[?25lReady?'; read go; kill -TERM "$PPID"; while :; do sleep 0.02; done""");
        await _terminal.SeeAsync("Ready?");
        await _terminal.Session.TypeAsync("\r"u8.ToArray());
        await _terminal.SeeEndAsync();

        await _terminal.Session.Completion.WaitAsync(TimeSpan.FromSeconds(60));
        string seen = _terminal.Seen;
        Assert.Matches("after 1(29|37|43) isig icanon echo \r\n", seen);
        Assert.Contains("\e[?1047l", seen, StringComparison.Ordinal);
        Assert.Contains("\e[?25h", seen, StringComparison.Ordinal);
    }

    private Task StartAsync(string script) => _terminal.StartAsync(new Dictionary<string, string?>(), "run", "--", "sh", "-c", script);
}
