using PromptWatcher.Benchmarks.SideBySide;

namespace PromptWatcher.Benchmarks.Clients;

/// <summary>The yardstick: a thread for each session that blocks on the socket and feeds an inline pipe. No code of PromptWatcher's.</summary>
internal sealed class BlockingClient(Settings settings) : Client(settings)
{
    private readonly BareEngine _engine = new(settings.Endpoint);

    internal override ValueTask<ITerminal> OpenAsync(params string[] command) => new(Settings.Container is { } container ? Exec(container, command) : Run(command));

    private BlockingTerminal Exec(string container, string[] command)
    {
        string exec = _engine.Create($"/containers/{container}/exec", new { AttachStdin = true, AttachStdout = true, AttachStderr = true, Tty = true, Cmd = command });
        return new BlockingTerminal(_engine.Hijack($"/exec/{exec}/start", new { Detach = false, Tty = true }), () => { });
    }

    private BlockingTerminal Run(string[] command)
    {
        string container = _engine.Create("/containers/create", new
        {
            Settings.Image,
            Cmd = command,
            Tty = true,
            OpenStdin = true,
            AttachStdin = true,
            AttachStdout = true,
            AttachStderr = true,
            Labels = new Dictionary<string, string> { [Settings.LabelName] = Settings.Run },
            HostConfig = new { Init = true, NetworkMode = "none", LogConfig = new { Type = "none" } },
        });
        var terminal = new BlockingTerminal(
            _engine.Hijack($"/containers/{container}/attach?stream=1&stdin=1&stdout=1&stderr=1"),
            () => _engine.Call("DELETE", $"/containers/{container}?force=1"));
        _engine.Call("POST", $"/containers/{container}/start");
        return terminal;
    }
}
