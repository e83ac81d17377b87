using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace PromptWatcher.Docker.Engine;

/// <summary>Asks a program of the user's choice for a secret: <c>docker-credential-NAME get</c>, the server on its input, JSON on its output.</summary>
internal static class CredentialHelper
{
    private const int LargestAnswer = 1024 * 1024;

    /// <summary>A helper may ask its user to unlock a key chain.</summary>
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(60);

    /// <summary><see langword="null"/> when the helper knows nothing of the server.</summary>
    /// <exception cref="DockerEngineException">It cannot be run, or fails. Nothing that it printed is quoted, except that it has no credentials.</exception>
    internal static async Task<CredentialAnswer?> GetAsync(string name, string server, DockerSurroundings surroundings, CancellationToken cancellationToken)
    {
        string program = "docker-credential-" + name;
        if (!name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or '.'))
            throw Failed(program, server, "its name has other characters than letters, digits, '-', '_' and '.'");
        string path = FindProgram(program, surroundings) ?? throw Failed(program, server, "there is no such program on the PATH");
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Timeout);
        using var process = new Process
        {
            StartInfo = new ProcessStartInfo(path, ["get"]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, CreateNoWindow = true },
        };
        try
        {
            process.Start();
        }
        catch (Win32Exception error)
        {
            throw Failed(program, server, error.Message);
        }

        try
        {
            return await AskAsync(process, program, server, limit.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw Failed(program, server, $"it did not answer within {Timeout.TotalSeconds:0} s");
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
    }

    /// <summary>The first on the PATH, and never one in the current directory.</summary>
    private static string? FindProgram(string program, DockerSurroundings surroundings)
    {
        string file = surroundings.IsWindows ? program + ".exe" : program;
        string[] folders = (surroundings.Variable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        return folders.Where(Path.IsPathFullyQualified).Select(folder => Path.Combine(folder, file)).FirstOrDefault(File.Exists);
    }

    private static async Task<CredentialAnswer?> AskAsync(Process process, string program, string server, CancellationToken cancellationToken)
    {
        Task drained = process.StandardError.BaseStream.CopyToAsync(Stream.Null, cancellationToken);
        try
        {
            await process.StandardInput.WriteAsync(server.AsMemory(), cancellationToken).ConfigureAwait(false);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It did not want to know; its end says why.
        }

        byte[] output = await ReadAsync(process.StandardOutput.BaseStream, cancellationToken).ConfigureAwait(false);
        await drained.ConfigureAwait(false);
        await process.WaitForExitAsync(cancellationToken).ConfigureAwait(false);
        if (process.ExitCode == 0)
            return Parse(output, program, server);
        return output.AsSpan().IndexOf("credentials not found"u8) >= 0 ? null : throw Failed(program, server, $"it ended with code {process.ExitCode}");
    }

    private static async Task<byte[]> ReadAsync(Stream stream, CancellationToken cancellationToken)
    {
        byte[] buffer = new byte[LargestAnswer];
        int length = await stream.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
        return buffer[..length];
    }

    private static CredentialAnswer? Parse(byte[] output, string program, string server)
    {
        try
        {
            return JsonSerializer.Deserialize(output, EngineJson.Default.CredentialAnswer);
        }
        catch (JsonException)
        {
            throw Failed(program, server, "its answer is not JSON");
        }
    }

    private static DockerEngineException Failed(string program, string server, string why) => new(
        $"Cannot ask '{program}', which Docker's configuration names, for the credentials of '{server}': {why.TrimEnd('.')}. "
        + $"Run `echo {server} | {program} get` to see what is wrong, or remove it from credsStore and credHelpers.");
}

internal sealed record CredentialAnswer([property: JsonPropertyName("Username")] string? UserName, string? Secret);
