using PromptWatcher.Docker.Engine;

namespace PromptWatcher.Docker.Execs;

/// <summary>Runs a shell script beside a program in its container.</summary>
internal static class ExecScript
{
    /// <param name="engine">The engine.</param>
    /// <param name="container">The container's name or id.</param>
    /// <param name="request">As whom and where it runs.</param>
    /// <param name="script">What runs; <paramref name="arguments"/> are its <c>$1</c> and so on.</param>
    /// <param name="arguments">No part of the script.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Its exit code; 126 or 127 also where there is no shell.</returns>
    internal static async Task<int?> RunAsync(EngineClient engine, string container, CreateExecRequest request, string script, string[] arguments, CancellationToken cancellationToken)
    {
        request = request with { Cmd = ["/bin/sh", "-c", script, "promptwatcher", .. arguments], AttachStdin = false };
        string exec = await engine.CreateExecAsync(container, request, cancellationToken).ConfigureAwait(false);
        EngineStream output = await engine.StartExecAsync(exec, cancellationToken).ConfigureAwait(false);
        await using (output.ConfigureAwait(false))
        {
            byte[] ignored = new byte[256];
            while (await output.Stream.ReadAsync(ignored, cancellationToken).ConfigureAwait(false) > 0)
            {
            }
        }

        return (await engine.InspectExecAsync(exec, cancellationToken).ConfigureAwait(false)).ExitCode;
    }
}
