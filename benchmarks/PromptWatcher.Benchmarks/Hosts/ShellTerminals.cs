using System.Globalization;
using PromptWatcher.Benchmarks.SideBySide;

namespace PromptWatcher.Benchmarks.Hosts;

/// <summary>Terminals with a shell each, held by a tmux of its own, so that they cost the measuring process nothing.</summary>
internal sealed class ShellTerminals : IAsyncDisposable
{
    /// <summary>Where the tmux listens.</summary>
    internal string Socket { get; } = Path.Combine(Path.GetTempPath(), string.Create(CultureInfo.InvariantCulture, $"promptwatcher-hosts-{Environment.ProcessId}"));

    private ShellTerminals()
    {
    }

    internal static async Task<ShellTerminals> OpenAsync(int count)
    {
        var terminals = new ShellTerminals();
        for (int i = 0; i < count; i++)
            await terminals.TmuxAsync(i == 0 ? "new-session" : "new-window", "-d", "bash", "--norc");
        return terminals;
    }

    public async ValueTask DisposeAsync() => await TmuxAsync("kill-server");

    private Task<string> TmuxAsync(params string[] arguments) => Tool.RunAsync("tmux", ["-S", Socket, "-f", "/dev/null", .. arguments]);
}
