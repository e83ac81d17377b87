using System.ComponentModel;
using System.Diagnostics;
using PromptWatcher.Environments;

namespace PromptWatcher.Hosts.Commands;

/// <summary>Runs commands on this machine: as this user, and where this user is root, as the terminal's.</summary>
internal sealed class LocalCommandRunner(HostCommandAudit audit, TimeProvider time) : IHostCommandRunner
{
    private const int LongestMessage = 300;

    public async ValueTask<HostCommandResult> RunAsync(HostCommand command, HostUser user, CancellationToken cancellationToken)
    {
        (DateTimeOffset at, long begin) = (time.GetUtcNow(), time.GetTimestamp());
        using Process process = Start(command, user, at);
        process.StandardInput.Close();
        using var impatience = new CancellationTokenSource(HostCommandLimits.Patience, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(impatience.Token, cancellationToken);
        int? code = null;
        try
        {
            Task<byte[]> output = ReadAsync(process.StandardOutput.BaseStream, command, both.Token), error = ReadAsync(process.StandardError.BaseStream, command, both.Token);
            await process.WaitForExitAsync(both.Token).ConfigureAwait(false);
            byte[] printed = await output.ConfigureAwait(false);
            string said = System.Text.Encoding.UTF8.GetString(await error.ConfigureAwait(false));
            code = process.ExitCode;
            return new HostCommandResult(process.ExitCode, printed, Printable.Line(said, LongestMessage));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw HostCommandLimits.TookTooLong(command);
        }
        finally
        {
            if (code is null)
                End(process);
            Record(command, user, at, code is null ? HostCommandOutcome.Ended : HostCommandOutcome.Ran, code, time.GetElapsedTime(begin));
        }
    }

    public ValueTask<HostCommandTalk> StartAsync(HostCommand command, HostUser user, CancellationToken cancellationToken)
    {
        (DateTimeOffset at, long begin) = (time.GetUtcNow(), time.GetTimestamp());
        Process process = Start(command, user, at);
        bool isEnded = false;
        var talk = new HostCommandTalk(process.StandardOutput.BaseStream, process.StandardInput.BaseStream, EndAsync, asked =>
            Record(asked, user, time.GetUtcNow(), HostCommandOutcome.Asked, null, TimeSpan.Zero));
        return ValueTask.FromResult(talk);

        async ValueTask EndAsync()
        {
            if (Interlocked.Exchange(ref isEnded, true))
                return;

            // At the end of its input it leaves by itself.
            int? code = null;
            try
            {
                process.StandardInput.Close();
                await process.WaitForExitAsync(CancellationToken.None).WaitAsync(HostCommandLimits.Patience, time, CancellationToken.None).ConfigureAwait(false);
                code = process.ExitCode;
            }
            catch (Exception error) when (error is IOException or TimeoutException)
            {
                End(process);
            }

            process.Dispose();
            Record(command, user, at, code is null ? HostCommandOutcome.Ended : HostCommandOutcome.Ran, code, time.GetElapsedTime(begin));
        }
    }

    private Process Start(HostCommand command, HostUser user, DateTimeOffset at)
    {
        string? problem = command.IsAsked ? "it is asked of a program that runs, and no program's command line"
            : command.Places.FirstOrDefault(File.Exists) is null ? $"there is no {string.Join(", ", command.Places)}. Install {command.Program}"
            : IsOther(user) && (!Environment.IsPrivilegedProcess || user.Name is null) ? $"this process may not become the user {user.Name ?? "without a name"} ({user.Id}). Run it as that user, or as root"
            : null;
        try
        {
            if (problem is null)
                return Process.Start(Describe(command, user))!;
        }
        catch (Win32Exception error)
        {
            problem = $"{error.Message}. See that the user {user.Name} may run it";
        }

        Record(command, user, at, HostCommandOutcome.NotStarted, null, TimeSpan.Zero);
        throw new EnvironmentException($"Cannot run '{command.Program} {command.Name}' on this machine: {problem}.");
    }

    /// <summary>Nothing of this process's environment comes along: what a program reads there could make it another.</summary>
    private static ProcessStartInfo Describe(HostCommand command, HostUser user)
    {
        var start = new ProcessStartInfo(command.Places.First(File.Exists), command.Arguments)
        {
            WorkingDirectory = "/",
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment.Clear();
        foreach ((string name, string value) in HostCommandLimits.Variables.Concat(command.Variables))
            start.Environment[name] = value;
        if (IsOther(user))
            start.UserName = user.Name;
        return start;
    }

    private static bool IsOther(HostUser user) => Environments.Unix.LibC.geteuid() != (uint)user.Id;

    private static async Task<byte[]> ReadAsync(Stream stream, HostCommand command, CancellationToken cancellationToken)
    {
        using var bytes = new MemoryStream();
        byte[] buffer = new byte[16 * 1024];
        while (await stream.ReadAsync(buffer, cancellationToken).ConfigureAwait(false) is var count and > 0)
        {
            if (bytes.Length + count > HostCommandLimits.LargestOutput)
                throw HostCommandLimits.PrintedTooMuch(command);
            bytes.Write(buffer, 0, count);
        }

        return bytes.ToArray();
    }

    private static void End(Process process)
    {
        try
        {
            process.Kill(entireProcessTree: true);
        }
        catch (InvalidOperationException)
        {
            // It has ended.
        }
    }

    private void Record(HostCommand command, HostUser user, DateTimeOffset at, HostCommandOutcome outcome, int? code, TimeSpan duration) =>
        audit.Add(new HostCommandRecord(at, user.Id, command.Recorded, outcome, code, duration));
}
