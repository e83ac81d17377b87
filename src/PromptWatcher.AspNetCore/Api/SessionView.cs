using PromptWatcher.Detection;
using PromptWatcher.Environments;
using PromptWatcher.Sessions;

namespace PromptWatcher.AspNetCore.Api;

/// <summary>A session as the web tells it. No arguments, no variables, nothing that was typed. <paramref name="Epoch"/> names this run of it: ids of prompts begin anew with each.</summary>
internal sealed record SessionView(
    string Id,
    string Epoch,
    string? Agent,
    string? Environment,
    string? Project,
    string? Worktree,
    string? Command,
    string Title,
    TerminalSize Size,
    DateTimeOffset CreatedAt,
    bool IsReadOnly,
    Activity Activity,
    DateTimeOffset Since,
    PromptView? Prompt,
    ExitView? Exit,
    string? Error)
{
    internal static SessionView Of(TerminalSession session)
    {
        AgentState state = session.State;
        Task<PtyExit> end = session.Completion;
        Exception? lost = end.IsFaulted ? end.Exception.InnerException : null;
        return new SessionView(
            session.Id,
            session.Epoch,
            session.Agent,
            session.Place.EnvironmentId,
            session.Place.ProjectId,
            session.Place.WorktreePath,
            session.Place.Command,
            session.Title,
            session.Size,
            session.CreatedAt,
            session.IsReadOnly,
            state.Activity,
            session.StateSince,
            PromptView.Of(state.Prompt),
            end.IsCompletedSuccessfully ? new ExitView(end.Result.ExitCode, end.Result.Signal, end.Result.IsOutOfMemory) : null,
            lost?.Message);
    }
}

/// <summary>How a program ended.</summary>
internal sealed record ExitView(int? Code, int? Signal, bool IsOutOfMemory);
