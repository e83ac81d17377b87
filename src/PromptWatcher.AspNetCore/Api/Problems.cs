using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using PromptWatcher.Environments;
using PromptWatcher.Sessions;

namespace PromptWatcher.AspNetCore.Api;

/// <summary>What went wrong, as RFC 9457 tells it; docs/web.md lists the types.</summary>
internal static class Problems
{
    internal const string Prefix = "urn:promptwatcher:problem:";

    /// <param name="status">The status.</param>
    /// <param name="name">The last part of the type.</param>
    /// <param name="title">What is wrong, the same for all of this type.</param>
    /// <param name="detail">What is wrong with this one, and what to do.</param>
    /// <param name="field">The member of the body that is to blame, where one is.</param>
    internal static ProblemHttpResult Make(int status, string name, string title, string detail, string? field = null) =>
        TypedResults.Problem(detail, statusCode: status, title: title, type: Prefix + name, extensions: field is null ? null : [new("field", field)]);

    internal static ProblemHttpResult Invalid(string detail, string? field = null) =>
        Make(StatusCodes.Status400BadRequest, "invalid-request", "The request cannot be understood.", detail, field);

    internal static ProblemHttpResult NoSession() =>
        Make(StatusCodes.Status404NotFound, "session-not-found", "There is no such session.", "It may have ended some time ago. GET api/sessions lists those that are there.");

    internal static ProblemHttpResult PromptGone(string detail) =>
        Make(StatusCodes.Status409Conflict, "prompt-gone", "That prompt is not on the screen any more.", detail);

    internal static ProblemHttpResult TooMany(string what, string detail) =>
        Make(StatusCodes.Status429TooManyRequests, $"too-many-{what}", "There are too many.", detail);

    internal static ProblemHttpResult TooManyInputs() =>
        TooMany("input", "More was typed into the session than it may get at once. Wait a little.");

    internal static ProblemHttpResult TooManyControls() =>
        TooMany("controls", "The session is resized, signalled or answered too often. Wait a little.");

    internal static ProblemHttpResult TooManyViewers() =>
        TooMany("viewers", "The session has as many viewers as it may have, or all sessions together. Close one.");

    internal static ProblemHttpResult TooLarge(int limit) =>
        Make(StatusCodes.Status413PayloadTooLarge, "too-large", "The request is too large.", $"A body has at most {limit} bytes. Send less at once.");

    /// <summary>What an operation on a session threw; <see langword="null"/> for what is nobody's fault but ours.</summary>
    internal static ProblemHttpResult? Of(Exception error) => error switch
    {
        UnknownIdException unknown => Make(StatusCodes.Status422UnprocessableEntity, "unknown-id", "Something was named that does not exist.", error.Message, unknown.What),
        CommandNotFoundException missing => Failed($"There is no program '{missing.Command}' where programs are looked for there. Install it, correct the name, or give its full path.", "command"),
        ReadOnlyTerminalException => Make(StatusCodes.Status409Conflict, "read-only", "The terminal is only watched.", error.Message),
        EnvironmentException => Failed(error.Message),
        PromptGoneException => PromptGone(error.Message),
        PromptNotTakenException => Make(StatusCodes.Status409Conflict, "answer-not-taken", "The program did not take the answer.", error.Message),
        SessionEndedException => Make(StatusCodes.Status409Conflict, "session-ended", "The program has ended.", error.Message),
        InputTooLongException => Make(StatusCodes.Status413PayloadTooLarge, "input-too-long", "The terminal would cut this line.", error.Message),
        ArgumentException => Invalid(error.Message),
        _ => null,
    };

    private static ProblemHttpResult Failed(string detail, string? field = null) =>
        Make(StatusCodes.Status422UnprocessableEntity, "environment-failed", "The environment could not do it.", detail, field);
}
