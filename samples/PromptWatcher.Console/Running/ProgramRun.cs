using System.IO.Pipelines;
using System.Runtime.InteropServices;
using PromptWatcher.Docker;
using PromptWatcher.Environments;
using PromptWatcher.Environments.Local;
using PromptWatcher.Environments.Replay;
using PromptWatcher.Sessions;

namespace PromptWatcher.Console.Running;

/// <summary>One program, from its start to its exit, between the user and a session.</summary>
internal sealed class ProgramRun(IUserSide user, EventFile? events, DockerEnvironmentOptions dockerOptions)
{
    public async Task<int> RunAsync(PtySpawnOptions options)
    {
        var output = new Pipe();
        await using var docker = new DockerEnvironment(dockerOptions);
        await using var manager = new SessionManager(new Dictionary<string, IEnvironmentAdapter>
        {
            [LocalEnvironment.EnvironmentId] = new LocalEnvironment(), [ReplayEnvironment.EnvironmentId] = new ReplayEnvironment(), [DockerEnvironment.EnvironmentId] = docker,
        });
        await using TerminalSession session = await manager.StartAsync(
            options, new SessionOptions { Output = output.Writer, AnswerQueries = !user.AnswersQueries });
        using PosixSignalRegistration interrupt = KillOn(PosixSignal.SIGINT, session);
        using PosixSignalRegistration terminate = KillOn(PosixSignal.SIGTERM, session);
        using PosixSignalRegistration quit = KillOn(PosixSignal.SIGQUIT, session);
        using PosixSignalRegistration hangUp = KillOn(PosixSignal.SIGHUP, session);
        using var ended = new CancellationTokenSource();
        user.Begin(session);

        Task watching = WatchAsync(session);
        Task<bool> copying = CopyAsync(session, output.Reader);
        Task typing = TypeAsync(session, ended.Token);
        if (await Task.WhenAny(typing, session.Completion) == typing)
            await typing;
        PtyExit exit = await session.Completion;
        bool everythingWasRead = await copying;
        await watching;
        await ended.CancelAsync();
        user.End(exit);
        return everythingWasRead ? exit.ShellCode ?? ExitCode.Success : ExitCode.BrokenPipe;
    }

    private static PosixSignalRegistration KillOn(PosixSignal signal, TerminalSession session) => PosixSignalRegistration.Create(signal, context =>
    {
        context.Cancel = true;
        _ = session.KillAsync().AsTask();
    });

    private async Task WatchAsync(TerminalSession session)
    {
        await foreach (SessionEvent happened in session.WatchAsync())
        {
            if (events is not null)
                events.Write(happened);
            else
                user.Show(happened);
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
