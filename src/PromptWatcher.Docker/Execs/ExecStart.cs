using System.IO.Pipelines;
using System.Text;
using PromptWatcher.Docker.Containers;
using PromptWatcher.Docker.Engine;
using PromptWatcher.Environments;

namespace PromptWatcher.Docker.Execs;

/// <summary>Starts a program in a container that runs already.</summary>
internal static class ExecStart
{
    /// <summary>
    /// Detaching by keys cannot be switched off, and here its keys come as JSON, which takes no byte beyond ASCII. Of this row only a lone
    /// Ctrl+^ is noticed at all: it waits for the byte after it.
    /// </summary>
    private const string UnlikelyKeys = "ctrl-^,ctrl-],ctrl-^,ctrl-_,ctrl-@,ctrl-^";

    /// <summary>In all that Podman says of a program that could not be started: "OCI runtime attempted to invoke a command that was not found", "OCI permission denied".</summary>
    private const string PodmansWords = "OCI ";

    private const int LongestWords = 2_000;

    internal static async Task<ExecPty> RunAsync(
        ExecSpec spec, EngineClient engine, DockerEnvironmentOptions environment, DockerSpawnOptions options, string sessionId, TimeProvider time, CancellationToken cancellationToken)
    {
        EngineVersion version = await engine.GetVersionAsync(cancellationToken).ConfigureAwait(false);
        var kill = new ExecKill(engine, spec, environment.RequestTimeout);
        CreateExecRequest request = spec.RequestFor(version);
        string exec = await engine.CreateExecAsync(spec.Container, request with { Env = [.. request.Env ?? [], kill.Mark], DetachKeys = UnlikelyKeys }, cancellationToken).ConfigureAwait(false);
        if (!version.TakesConsoleSize)
        {
            // A shell that sets the size would hide that the command is missing.
            ContainerInspection container = await engine.InspectContainerAsync(spec.Container, cancellationToken).ConfigureAwait(false);
            await CommandSearch.RequireAsync(engine, spec.Container, SoughtCommand.Of(spec, container.Config), throughShell: true, cancellationToken).ConfigureAwait(false);
        }

        // Not to be given up half-way: the program would run, and nobody know of it.
        EngineStream stream = await engine.StartExecAsync(exec, CancellationToken.None).ConfigureAwait(false);
        var pty = new ExecPty(engine, environment, spec, kill, new PtyInfo(sessionId, sessionId, spec.Command.Arguments, time.GetUtcNow()) { Size = spec.Size, Agent = options.Agent, ProjectId = options.ProjectId }, exec, stream, options.ReaderScheduler, time);
        try
        {
            // The engine hands the stream over before the process exists. A change of size waits for it, up to 10 s for one that never will.
            using var waiting = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            Task exists = engine.ResizeExecAsync(exec, spec.Size, waiting.Token);
            await Task.WhenAny(exists, pty.Completion).ConfigureAwait(false);
            await waiting.CancelAsync().ConfigureAwait(false);
            await ((Task)exists).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            cancellationToken.ThrowIfCancellationRequested();
            ExecInspection found = await engine.InspectExecAsync(exec, cancellationToken).ConfigureAwait(false);
            // Podman tells no process id after the end either, so that there the exit code has to say it, and whose words they are.
            if (found is { Pid: 0, Running: false } && (!version.IsPodman || found.ExitCode is 126 or 127))
            {
                string said = await SaidAsync(pty, cancellationToken).ConfigureAwait(false);
                if (!version.IsPodman || said.Contains(PodmansWords, StringComparison.Ordinal))
                    throw Failure(spec, said);
            }

            return pty;
        }
        catch
        {
            await pty.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Why a process never came to be is told as text on its terminal, which stays there.</summary>
    private static async Task<string> SaidAsync(ExecPty pty, CancellationToken cancellationToken)
    {
        ReadResult said = await pty.Reader.ReadAtLeastAsync(LongestWords, cancellationToken).ConfigureAwait(false);
        string text = Encoding.UTF8.GetString(said.Buffer.Slice(0, Math.Min(said.Buffer.Length, LongestWords))).Trim();
        pty.Reader.AdvanceTo(said.Buffer.Start);
        return text;
    }

    private static EnvironmentException Failure(ExecSpec spec, string said) => new(
        $"Cannot start '{spec.Command.Program}' in container '{spec.Container}': the engine said: {Printable.Quote(said)}. Check the command, the working directory and the user in that container.");
}
