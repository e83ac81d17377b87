using System.CommandLine;
using System.Globalization;
using PromptWatcher.Console.Output;
using PromptWatcher.Console.Projects;
using PromptWatcher.Detection;
using PromptWatcher.Docker;
using PromptWatcher.Environments;
using PromptWatcher.Sessions;
using PromptWatcher.Storage;

namespace PromptWatcher.Console.Verbs;

/// <summary><c>ps</c>: the sessions on record: what each does, and what it asks.</summary>
internal static class PsVerb
{
    /// <summary>A screen that was painted again is read well within this.</summary>
    private static readonly TimeSpan Glance = TimeSpan.FromSeconds(2);

    public static Command Create(CommandIo io)
    {
        var all = new Option<bool>("--all") { Description = "Those that are over, too." };
        var json = new Option<bool>("--json") { Description = "One JSON line for each." };
        var command = new Command("ps", "Lists the sessions that \"up\" has started: what each does, since when, and what it asks.") { all, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var host = new ProjectHost();
            await host.Manager.ReconcileAsync(cancellationToken);
            await LookAsync(host, cancellationToken);
            await foreach (SessionRecord record in host.Manager.Store.ListAsync(cancellationToken: cancellationToken))
            {
                if (parsed.GetValue(all) || !record.IsOver)
                    io.Out.WriteLine(parsed.GetValue(json) ? Json(record) : Text(record));
            }
        });
        return command;
    }

    /// <summary>Looks at the sessions that nobody watches: each is taken over for a moment.</summary>
    private static async Task LookAsync(ProjectHost host, CancellationToken cancellationToken)
    {
        var looks = new List<Task>();
        await foreach (SessionRecord record in host.Manager.Store.ListAsync(cancellationToken: cancellationToken))
        {
            if (record is { Status: SessionStatus.Running, EnvironmentId: DockerEnvironment.EnvironmentId } && HostProcess.IsRunning(record.Host) == false)
                looks.Add(LookAsync(host.Manager, record, cancellationToken));
        }

        await Task.WhenAll(looks);
    }

    private static async Task LookAsync(SessionManager manager, SessionRecord record, CancellationToken cancellationToken)
    {
        try
        {
            TerminalSession session = await manager.AttachAsync(record.EnvironmentId, record.SessionId, cancellationToken: cancellationToken);

            // An empty screen is one that is still to be painted.
            await ((Task)session.WaitForAsync(state => state.Activity is Activity.Awaiting || (state.Activity is Activity.Idle && !session.Snapshot().IsBlank), cancellationToken).WaitAsync(Glance, cancellationToken)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await session.DetachAsync();
        }
        catch (EnvironmentException)
        {
            // It has ended meanwhile, or cannot be reached: the record says what was known last.
        }
    }

    private static string Text(SessionRecord record)
    {
        string state = record.Status == SessionStatus.Running ? StateJson.Name(record.Activity) : record.Status.ToString().ToLowerInvariant();
        string what = record.Prompt is { } prompt ? $"{StateJson.Name(prompt.Kind)}: {prompt.Question}{Options(prompt)}" : record.Error ?? End(record);
        DateTimeOffset since = record.EndedAt ?? record.StateSince ?? record.CreatedAt;
        return string.Create(CultureInfo.InvariantCulture, $"{record.SessionId,-16} {record.ProjectId,-24} {record.Agent,-10} {state,-10} {Age(DateTimeOffset.UtcNow - since),5}  {what}").TrimEnd();
    }

    private static string Options(PromptRecord prompt) => prompt.Options.Count == 0 ? "" : $"  [{string.Join(" | ", prompt.Options.Select((label, i) => $"{i + 1} {label}"))}]";

    private static string End(SessionRecord record) => record.Status == SessionStatus.Exited ? new PtyExit(record.ExitCode, record.Signal, record.IsOutOfMemory).ToString() : "";

    private static string Age(TimeSpan age) => age switch
    {
        { TotalMinutes: < 1 } => $"{Math.Max(0, age.Seconds)} s",
        { TotalHours: < 1 } => $"{age.Minutes} m",
        { TotalDays: < 1 } => $"{age.Hours} h",
        _ => $"{age.Days} d",
    };

    private static string Json(SessionRecord record) => JsonLine.Of(json =>
    {
        json.WriteString("session", record.SessionId);
        json.WriteString("project", record.ProjectId);
        json.WriteString("environment", record.EnvironmentId);
        json.WriteString("agent", record.Agent);
        json.WriteString("worktree", record.WorktreePath);
        json.WriteString("status", record.Status.ToString().ToLowerInvariant());
        json.WriteString("state", StateJson.Name(record.Activity));
        if (record.Prompt is { } prompt)
        {
            json.WriteString("kind", StateJson.Name(prompt.Kind));
            json.WriteString("question", prompt.Question);
            json.WriteStartArray("options");
            foreach (string option in prompt.Options)
                json.WriteStringValue(option);
            json.WriteEndArray();
        }

        if (record.ExitCode is { } code)
            json.WriteNumber("exit_code", code);
        if (record.Signal is { } signal)
            json.WriteNumber("signal", signal);
        if (record.Error is { } error)
            json.WriteString("error", error);
        json.WriteString("created_at", record.CreatedAt);
        json.WriteString("updated_at", record.UpdatedAt);
    });
}
