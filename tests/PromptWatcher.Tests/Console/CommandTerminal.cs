using System.IO.Pipelines;
using System.Text;
using PromptWatcher.Environments;
using PromptWatcher.Sessions;

namespace PromptWatcher.Tests.Console;

/// <summary>The command in a terminal of its own, which is one of ours; the terminal's modes are printed before and after.</summary>
internal sealed class CommandTerminal : IAsyncDisposable
{
    private const string Modes = "$(stty -a | tr -s ' ;' '\\n\\n' | grep -xE -- '-?(icanon|isig|echo)' | tr '\\n' ' ')";

    private readonly SessionManager _manager = new();
    private readonly Pipe _output = new();
    private readonly StringBuilder _seen = new();

    public TerminalSession Session { get; private set; } = null!;

    /// <summary>All that was printed so far, as far as it was waited for.</summary>
    public string Seen => _seen.ToString();

    public async ValueTask DisposeAsync() => await _manager.DisposeAsync();

    public async Task StartAsync(IReadOnlyDictionary<string, string?> variables, params string[] arguments) => Session = await _manager.StartAsync(
        new PtySpawnOptions
        {
            Command = "sh",
            Arguments = ["-c", $"echo \"before  {Modes}\"; \"$0\" \"$@\"; echo \"after $? {Modes}\"", Path.Combine(AppContext.BaseDirectory, "PromptWatcher.Console"), .. arguments],
            Environment = variables,
            Size = new TerminalSize(90, 25),
        },
        new SessionOptions { Output = _output.Writer });

    public ValueTask TypeAsync(string text) => Session.TypeAsync(Encoding.UTF8.GetBytes(text));

    public async Task SeeEndAsync()
    {
        var rest = new MemoryStream();
        await _output.Reader.CopyToAsync(rest).WaitAsync(TimeSpan.FromSeconds(60));
        _seen.Append(Encoding.UTF8.GetString(rest.ToArray()));
    }

    public async Task SeeAsync(string text)
    {
        using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (!Seen.Contains(text, StringComparison.Ordinal))
        {
            ReadResult read = await _output.Reader.ReadAsync(timeout.Token);
            _seen.Append(Encoding.UTF8.GetString(read.Buffer));
            _output.Reader.AdvanceTo(read.Buffer.End);
            Assert.False(read.IsCompleted, Seen);
        }
    }
}
