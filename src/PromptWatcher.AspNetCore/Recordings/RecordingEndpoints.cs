using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Routing;
using PromptWatcher.AspNetCore.Api;

namespace PromptWatcher.AspNetCore.Recordings;

/// <summary>Gives recordings out, those of sessions that still run among them.</summary>
internal static class RecordingEndpoints
{
    internal static void Map(RouteGroupBuilder group)
    {
        group.MapGet("api/sessions/{id}/recordings", List).WithName("ListRecordings").WithSummary("The recordings of a session, the oldest first.")
            .Produces<RecordingView[]>().ProducesProblem(StatusCodes.Status404NotFound);
        group.MapGet("api/sessions/{id}/recording", DownloadAsync).WithName("GetRecording").WithSummary("A recording as asciicast v3: the newest, or the one that is named.")
            .Produces(StatusCodes.Status200OK, contentType: ContentType).ProducesProblem(StatusCodes.Status404NotFound);
    }

    private const string ContentType = "application/x-asciicast";

    private static IResult List(string id, RecordingFiles files) => files.Of(id) is { Count: > 0 } found
        ? TypedResults.Json([.. found.Select(static file => new RecordingView(file.Name, file.Length))], WebJson.Default.RecordingViewArray)
        : None();

    private static async Task<IResult> DownloadAsync(string id, HttpContext context, RecordingFiles files, string? name = null)
    {
        if (files.Of(id).LastOrDefault(file => name is null || file.Name == name) is not { } file)
            return None();

        // It may have gone meanwhile, for a newer one.
        FileStream content;
        try
        {
            content = new FileStream(file.FullName, new FileStreamOptions { Share = FileShare.ReadWrite | FileShare.Delete, Options = FileOptions.Asynchronous });
        }
        catch (FileNotFoundException)
        {
            return None();
        }

        // As long as it is now: it may grow meanwhile.
        context.Response.ContentType = ContentType;
        context.Response.ContentLength = file.Length;
        context.Response.Headers.ContentDisposition = $"attachment; filename=\"{file.Name}\"";
        await using (content.ConfigureAwait(false))
            await StreamCopyOperation.CopyToAsync(content, context.Response.Body, file.Length, context.RequestAborted).ConfigureAwait(false);
        return TypedResults.Empty;
    }

    private static IResult None() => Problems.Make(
        StatusCodes.Status404NotFound, "recording-not-found", "There is no such recording.", "Sessions are recorded when the application names a folder for it, and old recordings go.");
}
