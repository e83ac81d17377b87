using System.Globalization;
using System.IO.Pipelines;
using PromptWatcher.Console.Output;
using PromptWatcher.Detection;
using PromptWatcher.Environments;
using PromptWatcher.Sessions;

namespace PromptWatcher.Console.Running;

/// <summary>Input and output that are pipes or files: what comes in is typed, what the program prints goes out as it is.</summary>
internal sealed class PipeSide(CommandIo io, TerminalSize size) : IUserSide
{
    private const byte EndOfTransmission = 0x04; // Ctrl+D

    public IReadOnlyDictionary<string, string?> Variables { get; } = new Dictionary<string, string?>();

    public TerminalSize Size => size;

    public bool AnswersQueries => false;

    public bool CanLeave => false;

    public bool HasLeft => false;

    public void Begin(TerminalSession session)
    {
    }

    public Task CopyOutputAsync(PipeReader output) => output.CopyToAsync(io.Output);

    public async Task TypeAsync(TerminalSession session, CancellationToken cancellationToken)
    {
        byte[] buffer = new byte[4096];
        byte last = (byte)'\n';
        while (await io.Input.ReadAsync(buffer, cancellationToken) is > 0 and var count)
        {
            await session.TypeAsync(buffer.AsMemory(0, count), cancellationToken);
            last = buffer[count - 1];
        }

        // A terminal in canonical mode takes Ctrl+D for the end; in another it is a key. Where the modes are not known, as in a container, the
        // user who ended the input meant the end. Behind the middle of a line the first one hands that line over, and the second is the end.
        if (session.Process.GetTerminalModes() is null or { Canonical: true })
            await session.TypeAsync(last == (byte)'\n' ? new[] { EndOfTransmission } : [EndOfTransmission, EndOfTransmission], cancellationToken);
    }

    public void Show(SessionEvent happened)
    {
        if (happened is StateChanged { State: { Activity: not Activity.Exited } state })
        {
            string prompt = state.Prompt is { } asked ? $" {StateJson.Name(asked.Kind)}: {asked.Question}" : "";
            io.Report(string.Create(CultureInfo.InvariantCulture, $"{EventLine.Seconds(happened):0.000} {StateJson.Name(state.Activity)}{prompt}"));
        }
        else if (happened is SessionExited { Exit: var exit })
        {
            io.Report(string.Create(CultureInfo.InvariantCulture, $"{EventLine.Seconds(happened):0.000} exited: {exit}"));
        }
    }

    public void End(PtyExit? exit)
    {
    }

    public void Dispose()
    {
    }
}
