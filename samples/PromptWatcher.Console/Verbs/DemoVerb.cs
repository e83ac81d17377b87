using PromptWatcher.Console.Demonstration;
using PromptWatcher.Environments;
using PromptWatcher.Sessions;

namespace PromptWatcher.Console.Verbs;

/// <summary>No verb: a program on a real pseudo-terminal is watched, and its prompt answered.</summary>
internal static class DemoVerb
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1); // it takes 5 seconds

    public static async Task<int> RunAsync(CommandIo io, CancellationToken cancellationToken)
    {
        var printer = new DemoPrinter(io.Out, io.OpenTerminal()?.Size);
        printer.Introduce();

        await using var manager = new SessionManager();
        TerminalSession session = await manager.StartAsync(
            new PtySpawnOptions { Command = "/bin/sh", Arguments = ["-c", Script()], Size = new TerminalSize(80, 20) },
            cancellationToken: cancellationToken);
        bool answered = false;
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(Longest);
        try
        {
            await foreach (SessionEvent happened in session.WatchAsync(timeout.Token))
            {
                printer.Show(happened);
                if (happened is not StateChanged { State.Prompt: { Options: [_, ..] } prompt } || answered)
                    continue;
                printer.Answer(prompt.Options[0]);
                await session.AnswerAsync(prompt, prompt.Options[0], timeout.Token);
                answered = true;
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException($"The demonstration did not end within {Longest.TotalSeconds} seconds and was ended. "
                + "Its script needs /bin/sh, stty, dd and sleep.");
        }

        printer.ShowScreen(session.Snapshot());
        if (!answered || (await session.Completion).ExitCode != 0)
            throw new InvalidOperationException("The demonstration's prompt was not found. Its script needs /bin/sh, stty, dd and sleep.");
        printer.Conclude();
        return ExitCode.Success;
    }

    private static string Script()
    {
        using var reader = new StreamReader(typeof(DemoVerb).Assembly.GetManifestResourceStream("demo.sh")!);
        return reader.ReadToEnd();
    }
}
