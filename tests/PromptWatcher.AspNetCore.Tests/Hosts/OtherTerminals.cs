using System.Diagnostics;
using PromptWatcher.Tests.Hosts;

namespace PromptWatcher.AspNetCore.Tests.Hosts;

/// <summary>Terminals that others started, one of tmux and one of script, and a host that follows these and no others of the machine.</summary>
internal sealed class OtherTerminals : IAsyncDisposable
{
    private readonly TmuxHost _tmux;

    private OtherTerminals(WebHost host, TmuxHost tmux)
    {
        (Host, _tmux) = (host, tmux);
        _tmux.Run("one", "-f", "/dev/null", "new-session", "-d", "-x", "80", "-y", "24", "-c", _tmux.Folder, "sh", "-c", "echo ready; printf 'Go on? [y/N] '; read a; sleep 600");

        // Not a child of this process: those are its own. The first exec is for shells that would stay above what they run.
        using var script = Process.Start(new ProcessStartInfo("setsid", ["--fork", "script", "-q", "-c", "exec sh -c 'echo $$ > pid; exec sleep 600'", "/dev/null"]) { WorkingDirectory = Folder, RedirectStandardInput = true, RedirectStandardOutput = true })!;
        script.WaitForExit();
    }

    internal WebHost Host { get; }

    /// <summary>Where both work.</summary>
    internal string Folder => _tmux.Folder;

    internal static async Task<OtherTerminals> StartAsync()
    {
        var tmux = new TmuxHost();
        WebHost host = await WebHost.StartAsync(services: services => services.AddPromptWatcher().AddHostMonitor(options => options.Capture = terminal => terminal.WorkingDirectory == tmux.Folder));
        return new OtherTerminals(host, tmux);
    }

    /// <summary>What tmux's terminal shows.</summary>
    internal string Shown => _tmux.Run("one", "capture-pane", "-p");

    public async ValueTask DisposeAsync()
    {
        await Host.DisposeAsync();
        await Waiting.UntilAsync(() => File.Exists(Path.Combine(Folder, "pid")) && new FileInfo(Path.Combine(Folder, "pid")).Length > 0);
        using (var program = Process.GetProcessById(int.Parse(await File.ReadAllTextAsync(Path.Combine(Folder, "pid")), System.Globalization.CultureInfo.InvariantCulture)))
            program.Kill();
        _tmux.Run("one", "kill-server");
        _tmux.Dispose();
    }
}
