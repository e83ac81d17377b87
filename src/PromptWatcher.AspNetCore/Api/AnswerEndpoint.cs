using System.Text;
using Microsoft.AspNetCore.Http;
using PromptWatcher.AspNetCore.Security;
using PromptWatcher.Detection;
using PromptWatcher.Sessions;

namespace PromptWatcher.AspNetCore.Api;

/// <summary>Answers a prompt: the one that was asked, or none.</summary>
internal static class AnswerEndpoint
{
    internal static async Task<IResult> AnswerAsync(string id, HttpContext context, SessionManager manager, Limits limits)
    {
        (TerminalSession? session, AnswerRequest? request, IResult? problem) = await TerminalEndpoints.FindAsync(id, context, manager, WebJson.Default.AnswerRequest).ConfigureAwait(false);
        if (problem is not null)
            return problem;
        if (request is not { Epoch: { } epoch, Prompt: { } number })
            return Problems.Invalid("Give the prompt's id as prompt, and the session's epoch: the ids of another run say nothing of this one.");
        if (epoch != session!.Epoch || session.State.Prompt is not { } prompt || prompt.Id != number)
            return Problems.PromptGone("It was answered elsewhere, or the program went on. Look at the session for the present one.");
        if (!limits.ControlsOf(session).TryTake(1))
            return Problems.TooManyControls();
        if (!limits.InputOf(session).TryTake(Encoding.UTF8.GetByteCount(request.Text ?? "")))
            return Problems.TooManyInputs();
        return await TerminalEndpoints.DoAsync(() => AnswerAsync(session, prompt, request, context.RequestAborted)).ConfigureAwait(false);
    }

    private static ValueTask AnswerAsync(TerminalSession session, Prompt prompt, AnswerRequest request, CancellationToken cancellationToken) => request switch
    {
        { Options: { } labels, Option: null, Index: null, Text: null } => session.AnswerAsync(prompt, labels.Select(label => Find(prompt, label)), cancellationToken),
        { Options: null, Option: null, Index: null, Text: { } text } => session.AnswerAsync(prompt, text, cancellationToken),
        { Options: null, Text: null } => session.AnswerAsync(prompt, Find(prompt, request), cancellationToken),
        { Options: null, Text: { } text } => session.AnswerAsync(prompt, Find(prompt, request), text, cancellationToken),
        _ => throw new ArgumentException("Give an option (or its index), options, a text, or an option and its text."),
    };

    private static PromptOption Find(Prompt prompt, AnswerRequest request)
    {
        if (request.Index is not { } index)
            return Find(prompt, request.Option ?? throw new ArgumentException("Give an option, its index, options or a text."));
        if (index < 0 || index >= prompt.Options.Count)
            throw new ArgumentException($"The prompt has {prompt.Options.Count} options, counted from 0.");

        // Where both are given they must agree: the list may have moved since it was shown.
        return request.Option is null || request.Option == prompt.Options[index].Label
            ? prompt.Options[index]
            : throw new PromptGoneException($"Option {index} of the prompt is another by now. Look at the session for the present ones.");
    }

    private static PromptOption Find(Prompt prompt, string label) => prompt.Options.FirstOrDefault(option => option.Label == label)
        ?? throw new ArgumentException("The prompt does not offer this option. Give one of its labels as the session tells them.");
}
