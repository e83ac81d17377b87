using System.CommandLine;
using System.Globalization;
using PromptWatcher.Console.Projects;
using PromptWatcher.Detection;
using PromptWatcher.Sessions;
using PromptWatcher.Storage;

namespace PromptWatcher.Console.Verbs;

/// <summary><c>answer</c>: answers what a session asks, from wherever the user is.</summary>
internal static class AnswerVerb
{
    /// <summary>A screen that was painted again is read well within this.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    public static Command Create(CommandIo io)
    {
        var session = new Argument<string>("SESSION") { Description = "The session, as \"ps\" lists it." };
        var answer = new Argument<string>("ANSWER") { Description = "The number of an option, its label or the beginning of it, or a text." };
        var command = new Command("answer", "Answers what a session in a container asks.") { session, answer };
        command.SetAction((parsed, cancellationToken) => RunAsync(io, parsed.GetValue(session)!, parsed.GetValue(answer)!, cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(CommandIo io, string id, string answer, CancellationToken cancellationToken)
    {
        await using var host = new ProjectHost();
        SessionRecord record = await host.FindAsync(id);

        // Whoever else has the terminal answers what its program asks of it.
        var options = new SessionOptions { AnswerQueries = HostProcess.IsRunning(record.Host) == false };
        TerminalSession session = await host.Manager.AttachAsync(record.EnvironmentId, id, sessionOptions: options, cancellationToken: cancellationToken);
        try
        {
            AgentState state = await session.WaitForAsync(state => state.Prompt is not null, cancellationToken).WaitAsync(Patience, cancellationToken);
            Prompt prompt = state.Prompt!;
            if (Choose(prompt, answer) is { } option)
                await session.AnswerAsync(prompt, option, cancellationToken);
            else if (prompt.Options.Count == 0)
                await session.AnswerAsync(prompt, answer, cancellationToken);
            else
                throw new UsageException($"'{answer}' is none of the answers to \"{prompt.Question}\": {string.Join(", ", prompt.Options.Select((option, i) => $"{i + 1} {option.Label}"))}.");
            io.Out.WriteLine($"answered: {prompt.Question}");
            return ExitCode.Success;
        }
        catch (TimeoutException)
        {
            io.Report(session.Snapshot().IsBlank ? Unseen(record) : $"session '{id}' asks nothing now.");
            return ExitCode.Failure;
        }
        finally
        {
            await session.DetachAsync();
        }
    }

    // An engine keeps no screen. A program that does not paint it again has shown it to a process that is gone.
    private static string Unseen(SessionRecord record) =>
        $"nobody knows what session '{record.SessionId}' shows: its program does not paint its screen again, and what it showed before went with the process that watched it. "
        + (record.Prompt is { } last ? $"The last that it asked: \"{last.Question}\" " : "")
        + $"Type the answer yourself: \"promptwatcher attach {record.SessionId}\".";

    private static PromptOption? Choose(Prompt prompt, string answer)
    {
        if (int.TryParse(answer, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number >= 1 && number <= prompt.Options.Count)
            return prompt.Options[number - 1];
        PromptOption[] exact = [.. prompt.Options.Where(option => option.Label.Equals(answer, StringComparison.OrdinalIgnoreCase))];
        PromptOption[] begun = [.. prompt.Options.Where(option => option.Label.StartsWith(answer, StringComparison.OrdinalIgnoreCase))];
        return exact is [var only] ? only : begun is [var first] ? first : null;
    }
}
