using System.Globalization;
using System.Text;
using PromptWatcher.Environments;
using PromptWatcher.Environments.Unix;
using PromptWatcher.Hosts.Captures;
using PromptWatcher.Hosts.Commands;

namespace PromptWatcher.Hosts.Screens;

/// <summary>Has screen write what a window shows into a file that nobody but its user and root can read, and reads it.</summary>
internal sealed class ScreenLook : IDisposable
{
    /// <summary>screen writes the file after its client has ended; it takes a millisecond.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(5);

    private readonly string _folder = $"/tmp/promptwatcher-screen-{Guid.NewGuid():N}";
    private readonly string _socket;
    private readonly int _window;
    private readonly string _device;
    private readonly HostUser _user;
    private readonly IHostCommandRunner _runner;
    private readonly HostCommands _commands;
    private int _count;

    internal ScreenLook(string socket, int window, string device, HostUser user, IHostCommandRunner runner, HostCommands commands)
    {
        (_socket, _window, _device, _user, _runner, _commands) = (socket, window, device, user, runner, commands);
        if (OperatingSystem.IsWindows())
            return;
        Directory.CreateDirectory(_folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);

        // screen writes as its user.
        if (LibC.geteuid() == 0)
            _ = LibC.chown(_folder, (uint)user.Id, uint.MaxValue);
    }

    /// <summary>The process in the name of a socket, as in <c>/run/screen/S-root/1234.pts-0.host</c>.</summary>
    internal static string ServerOf(string socket) => Path.GetFileName(socket).Split('.')[0];

    /// <summary>What the window shows now.</summary>
    /// <exception cref="EnvironmentException">The window or its screen is gone.</exception>
    internal async Task<TerminalPicture> TakeAsync(CancellationToken cancellationToken)
    {
        // A name of its own each time: screen can be told to append.
        string file = string.Create(CultureInfo.InvariantCulture, $"{_folder}/{++_count}");
        HostCommandResult written = await RunAsync("screen", "picture", cancellationToken, ("directory", Path.GetDirectoryName(_socket)!), ("server", ServerOf(_socket)), ("window", Number(_window)), ("file", file)).ConfigureAwait(false);
        HostCommandResult size = await RunAsync("stty", "size", cancellationToken, ("device", $"/dev/{_device}")).ConfigureAwait(false);
        if (written.ExitCode != 0 || Size(size.Output.Span) is not { } terminal)
            throw Gone(written.ExitCode != 0 ? written : size);
        string[] rows = await ReadAsync(file, terminal, written, cancellationToken).ConfigureAwait(false);
        int last = Math.Max(0, Array.FindLastIndex(rows, static row => row.Length > 0));
        return new TerminalPicture
        {
            Size = terminal,
            Rows = [.. rows.Select(static row => (ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes(row))],

            // Where it is for most that asks: behind the last text.
            CursorRow = Math.Min(last, terminal.Rows - 1),
            CursorColumn = Math.Min(rows.Length > 0 ? rows[last].Length : 0, terminal.Columns - 1),
        };
    }

    public void Dispose()
    {
        try
        {
            Directory.Delete(_folder, recursive: true);
        }
        catch (IOException)
        {
            // A screen that writes this moment leaves a file in /tmp.
        }
    }

    /// <summary>The rows; the file is whole when it has all of them. Its user reads it, who may have made it a link to what is not for them.</summary>
    private async Task<string[]> ReadAsync(string file, TerminalSize size, HostCommandResult written, CancellationToken cancellationToken)
    {
        for (long begin = Environment.TickCount64; Environment.TickCount64 - begin < Patience.TotalMilliseconds;)
        {
            if (File.Exists(file))
            {
                HostCommandResult read = await RunAsync("cat", "picture", cancellationToken, ("picture", file)).ConfigureAwait(false);
                string text = Encoding.Latin1.GetString(read.Output.Span);
                if (text.Count(static c => c == '\n') >= size.Rows)
                {
                    File.Delete(file);
                    return [.. text.Split('\n')[..^1].Select(Plain)];
                }
            }

            await Task.Delay(Glance, cancellationToken).ConfigureAwait(false);
        }

        throw Gone(written);
    }

    /// <summary>
    /// screen 4.9 writes one byte of each character, which for those beyond Latin-1 is another character, or a control character where a line is drawn: of
    /// the first no one can tell, the others are blanks.
    /// </summary>
    private static string Plain(string row) => string.Concat(row.Select(static c => char.IsControl(c) ? ' ' : c)).TrimEnd();

    private static TerminalSize? Size(ReadOnlySpan<byte> printed) => Encoding.ASCII.GetString(printed).Trim().Split(' ') is [var rows, var columns]
        && TerminalSize.TryParse($"{columns}x{rows}", out TerminalSize size)
        && size is { Columns: >= 1 and <= TerminalSize.MaxDimension, Rows: >= 1 and <= TerminalSize.MaxDimension } ? size : null;

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);

    private static EnvironmentException Gone(HostCommandResult result) =>
        new($"A window of screen gave no picture of itself: screen ended with {result.ExitCode} and said: {result.Error} Look whether 'screen -ls' shows it.");

    private ValueTask<HostCommandResult> RunAsync(string program, string name, CancellationToken cancellationToken, params (string, string)[] values) =>
        _runner.RunAsync(_commands.Make(program, name, values), _user, cancellationToken);
}
