using System.Text;
using PromptWatcher.Docker.Engine;
using PromptWatcher.Environments;

namespace PromptWatcher.Docker.Containers;

/// <summary>
/// Puts a session's secrets into its container: as files in memory, which an engine can only write to once the container runs. The program's start
/// waits for them at a FIFO, which neither side needs to make first. They come as the input of the short command that writes them: of variables and
/// of command lines an engine keeps a record.
/// </summary>
internal static class ContainerSecrets
{
    internal const string Directory = "/run/promptwatcher";

    /// <summary>Whoever the program's user is may write there, and reads only what is its own.</summary>
    internal const string TmpfsOptions = "rw,noexec,nosuid,nodev,mode=1777,size=4m";

    /// <summary>What a shell does before it becomes the program.</summary>
    internal const string Await = $"{MakeGate}; read -r _ <{Gate}; rm -f {Gate}; ";

    private const string Gate = Directory + "/.gate";
    private const string MakeGate = $"mkfifo {Gate} 2>/dev/null; [ -p {Gate} ] || {{ echo 'mkfifo does not work here' >&2; exit 1; }}";
    private const string Write =
        $"cd {Directory} || exit; umask 077; {MakeGate}; while IFS= read -r name && [ -n \"$name\" ]; do IFS= read -r value; printf %b \"$value\" >\"$name\" || exit; done; echo >{Gate}";

    /// <exception cref="EnvironmentException">They could not be written.</exception>
    internal static async Task GiveAsync(EngineClient engine, string container, IReadOnlyDictionary<string, string> secrets, CancellationToken cancellationToken)
    {
        if (secrets.Count == 0)
            return;
        var request = new CreateExecRequest
        {
            Cmd = ["/bin/sh", "-c", Write],
            Tty = false,
        };
        (int? code, MultiplexedOutput printed) = await engine.RunExecAsync(container, request, Input(secrets), EngineErrors.LongestMessage, cancellationToken).ConfigureAwait(false);
        if (code is not 0)
        {
            throw new EnvironmentException($"Cannot give the program of container '{container}' its secrets: the shell that writes them ended with code {code} and said: "
                + $"{Printable.Line(Encoding.UTF8.GetString(printed.Error.Span), EngineErrors.LongestMessage)} Use an image with a shell, mkfifo and rm.");
        }
    }

    /// <summary>Two lines for each, the name and the text with its backslashes and line ends as printf's %b reads them (POSIX, "printf"), and an empty one.</summary>
    private static byte[] Input(IReadOnlyDictionary<string, string> secrets) => Encoding.UTF8.GetBytes(string.Concat(secrets.Select(static secret =>
        $"{secret.Key}\n{secret.Value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\n", "\\0012", StringComparison.Ordinal)}\n")) + "\n");
}
