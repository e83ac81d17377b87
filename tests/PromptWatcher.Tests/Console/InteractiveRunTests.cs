using System.IO.Pipelines;
using System.Text;
using PromptWatcher.Environments;
using PromptWatcher.Sessions;

namespace PromptWatcher.Tests.Console;

/// <summary>The command in a terminal of its own, which is one of ours.</summary>
public sealed class InteractiveRunTests : IAsyncLifetime
{
    private readonly SessionManager _manager = new();
    private readonly Pipe _output = new();
    private readonly StringBuilder _seen = new();
    private TerminalSession _session = null!;

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _manager.DisposeAsync();

    [Fact]
    public async Task Run_Terminal_IsHandedThroughAndRestored()
    {
        await StartAsync("""
            printf 'Name? '; read name; echo "hello $name"
            while [ "$(stty size)" != "20 70" ]; do sleep 0.02; done
            trap 'exit 7' INT; printf '\033[6n'; echo resized; while :; do sleep 0.02; done
            """);
        await SeeAsync("Name? ");
        await _session.TypeAsync("World\r"u8.ToArray());
        await SeeAsync("hello World");
        await _session.ResizeAsync(new TerminalSize(70, 20));
        await SeeAsync("resized");
        await _session.TypeAsync("\x03"u8.ToArray());
        await SeeEndAsync();

        Assert.Equal(new PtyExit(0), await _session.Completion.WaitAsync(TimeSpan.FromSeconds(60)));
        string seen = _seen.ToString();
        Assert.Contains("before  isig icanon echo \r\n", seen, StringComparison.Ordinal);
        Assert.Contains("after 7 isig icanon echo \r\n", seen, StringComparison.Ordinal);
        Assert.Contains("\e]2;[", seen, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_TerminateSignal_EndsTheProgramAndRestoresTheTerminal()
    {
        await StartAsync("""printf '\033[?1049h\033[?25lReady?'; read go; kill -TERM "$PPID"; while :; do sleep 0.02; done""");
        await SeeAsync("Ready?");
        await _session.TypeAsync("\r"u8.ToArray());
        await SeeEndAsync();

        await _session.Completion.WaitAsync(TimeSpan.FromSeconds(60));
        string seen = _seen.ToString();
        Assert.Matches("after 1(29|37|43) isig icanon echo \r\n", seen);
        Assert.Contains("\e[?1047l", seen, StringComparison.Ordinal);
        Assert.Contains("\e[?25h", seen, StringComparison.Ordinal);
    }

    private async Task StartAsync(string script)
    {
        const string Modes = "$(stty -a | tr -s ' ;' '\\n\\n' | grep -xE -- '-?(icanon|isig|echo)' | tr '\\n' ' ')";
        _session = await _manager.StartAsync(
            new PtySpawnOptions
            {
                Command = "sh",
                Arguments = ["-c", $"echo \"before  {Modes}\"; dotnet exec \"$0\" run -- sh -c \"$1\"; echo \"after $? {Modes}\"",
                    typeof(PromptWatcher.Console.CommandLine).Assembly.Location, script],
                Size = new TerminalSize(90, 25),
            },
            new SessionOptions { Output = _output.Writer });
    }

    private async Task SeeEndAsync()
    {
        var rest = new MemoryStream();
        await _output.Reader.CopyToAsync(rest).WaitAsync(TimeSpan.FromSeconds(60));
        _seen.Append(Encoding.UTF8.GetString(rest.ToArray()));
    }

    private async Task SeeAsync(string text)
    {
        using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (!_seen.ToString().Contains(text, StringComparison.Ordinal))
        {
            ReadResult read = await _output.Reader.ReadAsync(timeout.Token);
            _seen.Append(Encoding.UTF8.GetString(read.Buffer));
            _output.Reader.AdvanceTo(read.Buffer.End);
            Assert.False(read.IsCompleted, _seen.ToString());
        }
    }
}
