using System.IO.Pipelines;
using System.Runtime.InteropServices;
using PromptWatcher.Console.Output;
using PromptWatcher.Environments;
using PromptWatcher.Environments.Local;
using PromptWatcher.Sessions;

namespace PromptWatcher.Console.Running;

/// <summary>The user's terminal, handed through in raw mode: every key to the program, every byte of it to the screen.</summary>
internal sealed class TerminalSide(ControllingTerminal terminal, TerminalSize? size, bool canLeave = false) : IUserSide
{
    /// <summary>Leaves the program to itself: as terminals send it, and as they do when a program has asked for kitty's keys or xterm's modifyOtherKeys.</summary>
    public const string LeaveKey = "Ctrl+]";

    /// <summary>Undoes what a program that was killed may have left: a frame, the other screen, mouse, focus, paste, a hidden cursor, colours.</summary>
    private static ReadOnlySpan<byte> Restore => "\e[?2026l\e[?1047l\e[?1000l\e[?1002l\e[?1003l\e[?1006l\e[?1004l\e[?2004l\e[?25h\e[=0u\e[0m"u8;

    private readonly TitleStatus _title = new(terminal);
    private IDisposable? _rawMode;
    private PosixSignalRegistration? _resized;
    private PosixSignalRegistration? _continued;

    public TerminalSize Size => size ?? terminal.Size;

    public bool AnswersQueries => true;

    public bool CanLeave => canLeave;

    public bool HasLeft { get; private set; }

    public IReadOnlyDictionary<string, string?> Variables { get; } =
        new[] { "TERM", "COLORTERM", "TERM_PROGRAM", "TERM_PROGRAM_VERSION" }.ToDictionary(name => name, Environment.GetEnvironmentVariable);

    public void Begin(TerminalSession session)
    {
        _rawMode = terminal.EnterRawMode();
        _title.Begin();
        if (size is null && !OperatingSystem.IsWindows())
            _resized = PosixSignalRegistration.Create(PosixSignal.SIGWINCH, context => _ = session.ResizeAsync(terminal.Size).AsTask());

        // The shell gave the terminal modes of its own while this command was stopped; uncanceled, the runtime would give it its own.
        if (!OperatingSystem.IsWindows())
        {
            _continued = PosixSignalRegistration.Create(PosixSignal.SIGCONT, context =>
            {
                context.Cancel = true;
                terminal.EnterRawMode();
            });
        }
    }

    public async Task CopyOutputAsync(PipeReader output)
    {
        while (true)
        {
            ReadResult read = await output.ReadAsync();
            foreach (ReadOnlyMemory<byte> segment in read.Buffer)
                _title.Pass(segment.Span);
            output.AdvanceTo(read.Buffer.End);
            if (read.IsCompleted)
                return;
        }
    }

    public async Task TypeAsync(TerminalSession session, CancellationToken cancellationToken)
    {
        byte[] buffer = new byte[4096];
        while (await terminal.ReadAsync(buffer, cancellationToken) is > 0 and var count)
        {
            // A key comes in a read of its own, unless it is part of a paste.
            HasLeft = canLeave && IsLeaveKey(buffer.AsSpan(0, count));
            if (HasLeft)
                return;
            await session.TypeAsync(buffer.AsMemory(0, count), cancellationToken);
        }
    }

    public void Show(SessionEvent happened)
    {
        if (happened is StateChanged { State: var state })
            _title.Show($"[{StateJson.Name(state.Activity)}] {state.Prompt?.Question}".TrimEnd());
    }

    public void End(PtyExit? exit)
    {
        if (exit?.ExitCode is null)
            terminal.Write(Restore);
    }

    public void Dispose()
    {
        _resized?.Dispose();
        _continued?.Dispose();
        if (_rawMode is null)
            return;
        _title.End();
        _rawMode.Dispose();
    }

    private static bool IsLeaveKey(ReadOnlySpan<byte> input) => input.SequenceEqual("\x1d"u8) || input.SequenceEqual("\e[93;5u"u8) || input.SequenceEqual("\e[27;5;93~"u8);
}
