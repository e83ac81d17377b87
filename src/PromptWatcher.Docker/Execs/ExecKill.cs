using PromptWatcher.Docker.Containers;
using PromptWatcher.Docker.Engine;
using PromptWatcher.Environments;

namespace PromptWatcher.Docker.Execs;

/// <summary>
/// Ends a program in a container that is not its own: the engine has no call for it, and its process id there is unknown. A second program
/// goes through <c>/proc</c> for the mark in the environment, which also finds what detached itself with <c>setsid</c>.
/// </summary>
internal sealed class ExecKill(EngineClient engine, ExecSpec spec, TimeSpan timeout)
{
    private const int NoGrep = 4;
    private const int StillThere = 3;

    /// <summary>SIGKILL is sent until nobody is found any more: a process may have forked behind the search's back.</summary>
    private const string Script = """
        command -v grep >/dev/null || exit 4
        for round in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
            found=
            for process in /proc/[0-9]*; do
                grep -qsF "$1" "$process/environ" && kill -"$2" "${process#/proc/}" 2>/dev/null && found=1
            done
            [ -n "$found" ] && [ "$2" = 9 ] || exit 0
        done
        exit 3
        """;

    /// <summary>The variable that the program is started with, and that everything it starts inherits.</summary>
    internal string Mark { get; } = $"PROMPTWATCHER_EXEC={Guid.NewGuid():N}";

    internal SentSignals Sent { get; } = new();

    internal async Task SendAsync(string signal, CancellationToken cancellationToken)
    {
        int number = StopSignals.Number(signal) ?? throw new ArgumentException($"{signal} is no signal.", nameof(signal));
        Sent.Add(number);
        var request = new CreateExecRequest
        {
            Cmd = ["/bin/sh", "-c", Script, "promptwatcher", Mark, $"{number}"], User = spec.User, AttachStdin = false,
        };
        ExecInspection ended;
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limited.CancelAfter(timeout);
        try
        {
            ended = await SearchAsync(request, limited.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new EnvironmentException($"Cannot end '{spec.Command.Program}' in container '{spec.Container}': the search for its processes did not end within {timeout}. Look whether the container is paused; stop it otherwise.");
        }

        if (ended.ExitCode is { } code and not 0)
        {
            throw new EnvironmentException($"Cannot end '{spec.Command.Program}' in container '{spec.Container}': " + code switch
            {
                NoGrep => "its image has no grep, which finds the processes. Add it (busybox will do), or stop the container.",
                StillThere => "its processes fork faster than they can be killed. Stop the container.",
                _ => $"the search for its processes ended with exit code {code}. The container needs /bin/sh and /proc; stop the container otherwise.",
            });
        }
    }

    private async Task<ExecInspection> SearchAsync(CreateExecRequest request, CancellationToken cancellationToken)
    {
        string exec = await engine.CreateExecAsync(spec.Container, request, cancellationToken).ConfigureAwait(false);
        EngineStream output = await engine.StartExecAsync(exec, cancellationToken).ConfigureAwait(false);
        await using (output.ConfigureAwait(false))
        {
            byte[] ignored = new byte[256];
            while (await output.Stream.ReadAsync(ignored, cancellationToken).ConfigureAwait(false) > 0)
            {
            }
        }

        return await engine.InspectExecAsync(exec, cancellationToken).ConfigureAwait(false);
    }
}
