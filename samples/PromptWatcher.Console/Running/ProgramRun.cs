using System.IO.Pipelines;
using System.Runtime.InteropServices;
using PromptWatcher.Environments;
using PromptWatcher.Sessions;

namespace PromptWatcher.Console.Running;

/// <summary>One program, from its start to its exit, or until the user leaves it, between the user and a session.</summary>
internal sealed class ProgramRun(IUserSide user, EventFile? events = null)
{
    /// <summary>Runs it.</summary>
    /// <returns>The exit code of the command; <see langword="null"/> when the user has left and the program runs on.</returns>
    public async Task<int?> RunAsync(Func<SessionOptions, ValueTask<TerminalSession>> startAsync)
    {
        var output = new Pipe();
        await using TerminalSession session = await startAsync(new SessionOptions { Output = output.Writer, AnswerQueries = !user.AnswersQueries });
        using var signals = new SignalWatch(
            () => _ = user.CanLeave ? LeaveAsync(session) : session.KillAsync().AsTask(), PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGQUIT, PosixSignal.SIGHUP);
        using var over = new CancellationTokenSource();
        user.Begin(session);

        Task watching = WatchAsync(session);
        Task<bool> copying = CopyAsync(session, output.Reader);
        Task typing = TypeAsync(session, over.Token);
        if (await Task.WhenAny(typing, session.Completion) == typing)
            await typing;
        if (user.HasLeft)
            await LeaveAsync(session);
        PtyExit? exit = await ExitAsync(session);
        bool everythingWasRead = await copying;
        await watching;
        await over.CancelAsync();
        user.End(exit);
        return exit is not { } ended ? null : everythingWasRead ? ended.ShellCode ?? ExitCode.Success : ExitCode.BrokenPipe;
    }

    /// <summary>A program that has a host of its own runs on without the user, at the size that it had before.</summary>
    private static async Task LeaveAsync(TerminalSession session)
    {
        if (session.Process.Info is { Size: { } size })
            await session.ResizeAsync(size);
        await session.DetachAsync();
    }

    private static async Task<PtyExit?> ExitAsync(TerminalSession session)
    {
        try
        {
            return await session.Completion;
        }
        catch (PtyDetachedException)
        {
            return null;
        }
    }

    private async Task WatchAsync(TerminalSession session)
    {
        try
        {
            await foreach (SessionEvent happened in session.WatchAsync())
            {
                if (events is not null)
                    events.Write(happened);
                else
                    user.Show(happened);
            }
        }
        catch (PtyDetachedException)
        {
            // The user has left.
        }
    }

    // A program whose output nobody reads is ended, as the kernel would end it with SIGPIPE.
    private async Task<bool> CopyAsync(TerminalSession session, PipeReader output)
    {
        try
        {
            await user.CopyOutputAsync(output);
            return true;
        }
        catch (IOException)
        {
            await output.CompleteAsync();
            await session.KillAsync();
            return false;
        }
    }

    private async Task TypeAsync(TerminalSession session, CancellationToken cancellationToken)
    {
        try
        {
            await user.TypeAsync(session, cancellationToken);
        }
        catch (Exception exception) when (exception is OperationCanceledException or SessionEndedException || session.Completion.IsCompleted)
        {
            // The program has ended, so nobody is there to type to.
        }
    }
}
