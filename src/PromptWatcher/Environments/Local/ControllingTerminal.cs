using System.Runtime.InteropServices;
using PromptWatcher.Environments.Unix;

namespace PromptWatcher.Environments.Local;

/// <summary>The terminal that this process itself runs in, for a command that hands it through to a program.</summary>
internal sealed class ControllingTerminal : ILoopHandler
{
    private const int StandardInput = 0;
    private const int StandardOutput = 1;
    private const int TCSADRAIN = 1;

    private readonly Descriptor _input = new(StandardInput, ownsHandle: false);
    private readonly Descriptor _output = new(StandardOutput, ownsHandle: false);
    private TaskCompletionSource? _readable;

    private ControllingTerminal()
    {
    }

    /// <summary>The terminal, or <see langword="null"/> when standard input or output is something else, or on Windows.</summary>
    public static ControllingTerminal? TryOpen() =>
        !OperatingSystem.IsWindows() && LibC.isatty(StandardInput) == 1 && LibC.isatty(StandardOutput) == 1 ? new ControllingTerminal() : null;

    /// <summary>The terminal's size now; <see cref="TerminalSize.Default"/> where it does not say.</summary>
    public unsafe TerminalSize Size
    {
        get
        {
            LibC.WindowSize window;
            return LibC.ioctl(_output, Posix.TIOCGWINSZ, &window) == 0 && window is { Columns: > 0, Rows: > 0 }
                ? new TerminalSize(Math.Min((int)window.Columns, TerminalSize.MaxDimension), Math.Min((int)window.Rows, TerminalSize.MaxDimension))
                : TerminalSize.Default;
        }
    }

    /// <summary>Hands every key over as it is pressed, Ctrl+C among them, until the returned object is disposed.</summary>
    /// <exception cref="IOException">The terminal refuses.</exception>
    public unsafe IDisposable EnterRawMode()
    {
        Termios before;
        if (LibC.tcgetattr(_input, &before) != 0)
            throw new IOException($"Cannot read the terminal's modes: tcgetattr said {LibC.LastError()}.");
        Termios raw = before;
        LibC.cfmakeraw(&raw);
        if (LibC.tcsetattr(_input, TCSADRAIN, &raw) != 0)
            throw new IOException($"Cannot switch the terminal to raw mode: tcsetattr said {LibC.LastError()}.");
        return new RawMode(_input, before);
    }

    /// <summary>Waits for keys and reads them; 0 at the end of input. One read at a time.</summary>
    public async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        // Waited for and then read: making the descriptor itself non-blocking would make it so for the shell that shares it.
        var readable = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _readable = readable;
        EventLoop.Shared.Post(() => Watch(readable));
        await using (cancellationToken.UnsafeRegister(_ => EventLoop.Shared.Post(() => Stop(readable, cancellationToken)), null).ConfigureAwait(false))
            await readable.Task.ConfigureAwait(false);
        return Read(buffer.Span);
    }

    /// <summary>Writes all of it, waiting as long as the terminal takes.</summary>
    /// <exception cref="IOException">The terminal is gone.</exception>
    public unsafe void Write(ReadOnlySpan<byte> output)
    {
        while (output.Length > 0)
        {
            nint count;
            fixed (byte* start = output)
                count = LibC.write(_output, start, (nuint)output.Length);
            if (count >= 0)
                output = output[(int)count..];
            else if (Marshal.GetLastPInvokeError() is var error && error == Posix.EAGAIN)
                WaitWritable();
            else if (error != Posix.EINTR)
                throw new IOException($"Cannot write to the terminal: write said {LibC.Describe(error)}.");
        }
    }

    void ILoopHandler.OnReady(int descriptor, Readiness ready)
    {
        EventLoop.Shared.Unwatch(_input);
        _readable?.TrySetResult();
    }

    private void Watch(TaskCompletionSource readable)
    {
        try
        {
            EventLoop.Shared.Watch(_input, Readiness.Read, this);
        }
        catch (EnvironmentException refused)
        {
            readable.TrySetException(refused);
        }
    }

    private void Stop(TaskCompletionSource readable, CancellationToken cancellationToken)
    {
        if (readable.TrySetCanceled(cancellationToken))
            EventLoop.Shared.Unwatch(_input);
    }

    private unsafe int Read(Span<byte> buffer)
    {
        fixed (byte* start = buffer)
            return (int)Math.Max(0, LibC.read(_input, start, (nuint)buffer.Length));
    }

    private unsafe void WaitWritable()
    {
        var wait = new LibC.PollDescriptor { Descriptor = StandardOutput, Events = Posix.POLLOUT };
        LibC.poll(&wait, 1, -1);
    }

    private sealed class RawMode(Descriptor terminal, Termios before) : IDisposable
    {
        public unsafe void Dispose()
        {
            Termios modes = before;
            LibC.tcsetattr(terminal, TCSADRAIN, &modes);
        }
    }
}
