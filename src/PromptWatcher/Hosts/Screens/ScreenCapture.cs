using System.Globalization;
using PromptWatcher.Environments;
using PromptWatcher.Hosts.Captures;
using PromptWatcher.Hosts.Commands;

namespace PromptWatcher.Hosts.Screens;

/// <summary>
/// Captures windows of GNU screen on this machine by having it write their text into files, again and again. It tells neither colours nor the cursor, and no
/// characters beyond Latin-1: to ask for more (<c>-Q</c>) would show the answer on its user's screen.
/// </summary>
internal sealed class ScreenCapture(IServerSockets sockets, IHostCommandRunner runner, HostCommands commands, HostMonitorOptions options, TimeProvider time) : ITerminalCapture
{
    public bool CanCapture(HostTerminal terminal) => terminal is { Parent: TerminalParent.Screen, ContainerId: null, UserId: not null };

    public async ValueTask<PtyProcess> OpenAsync(HostTerminal terminal, CancellationToken cancellationToken)
    {
        // Its sockets are named after their process: 1234.pts-0.host.
        IReadOnlyList<string> found = (await sockets.FindAsync(terminal, cancellationToken).ConfigureAwait(false)).Paths;
        string? socket = found.FirstOrDefault(static path => IsServer(path));
        if (socket is null || ScreenWindow.Find(terminal.ProcessId) is not { } window)
        {
            throw new EnvironmentException($"Cannot capture the terminal '{terminal.Id}': {(socket is null ? "the screen above it listens at no socket that this process can find" : "its program does not say in which window of screen it runs")}. "
                + "Run this process as the same user or as root, on the same machine.");
        }

        var user = new HostUser(terminal.UserId!.Value, terminal.User);
        var look = new ScreenLook(socket, window, terminal.Device, user, runner, commands);
        TerminalPicture first;
        try
        {
            first = await look.TakeAsync(cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            look.Dispose();
            throw;
        }

        var pty = new CapturedPty(new PtyInfo(terminal.Id, null, terminal.Command, terminal.StartedAt, terminal.ProcessId) { Size = first.Size, Agent = terminal.Agent });
        _ = Task.Run(() => RunAsync(pty, look, first), CancellationToken.None);
        return pty;
    }

    private static bool IsServer(string socket) => int.TryParse(ScreenLook.ServerOf(socket), NumberStyles.None, CultureInfo.InvariantCulture, out _);

    private async Task RunAsync(CapturedPty pty, ScreenLook look, TerminalPicture picture)
    {
        using (look)
        {
            var painter = new PicturePainter();
            TimeSpan interval = TimeSpan.Zero;
            try
            {
                while (true)
                {
                    pty.Resize(picture.Size);
                    ReadOnlyMemory<byte> paint = painter.Paint(picture);
                    await pty.PrintAsync(paint).ConfigureAwait(false);
                    interval = options.NextLook(interval, hasChanged: paint.Length > 0);
                    await Task.Delay(interval, time, pty.Released).ConfigureAwait(false);
                    picture = await look.TakeAsync(pty.Released).ConfigureAwait(false);
                }
            }
            catch (Exception error) when (error is EnvironmentException or OperationCanceledException)
            {
                // A window that gives no picture is gone.
            }

            pty.End();
        }
    }
}
