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
        group.MapGet("api/sessions/{id}/recordings", ListAsync).WithName("ListRecordings").WithSummary("The recordings of a session, the oldest first.")
            .Produces<RecordingView[]>().ProducesProblem(StatusCodes.Status404NotFound);
        group.MapGet("api/sessions/{id}/recording", DownloadAsync).WithName("GetRecording").WithSummary("A recording as asciicast v3: the newest, or the one that is named.")
            .Produces(StatusCodes.Status200OK, contentType: ContentType).ProducesProblem(StatusCodes.Status404NotFound);
    }

    private const string ContentType = "application/x-asciicast";

    private static async Task<IResult> ListAsync(string id, RecordingFiles files, SessionRecordings recordings, CancellationToken cancellationToken)
    {
        await recordings.WrittenAsync(id, cancellationToken).ConfigureAwait(false);
        return files.Of(id) is { Count: > 0 } found
            ? TypedResults.Json([.. found.Select(static file => new RecordingView(file.Name, file.Length))], WebJson.Default.RecordingViewArray)
            : None();
    }

    private static async Task<IResult> DownloadAsync(string id, HttpContext context, RecordingFiles files, SessionRecordings recordings, string? name = null)
    {
        await recordings.WrittenAsync(id, context.RequestAborted).ConfigureAwait(false);
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

        await using (content.ConfigureAwait(false))
        {
            // As long as it is now: it may grow meanwhile.
            long length = EndOfEvents(content, file.Length);
            content.Position = 0;
            context.Response.ContentType = ContentType;
            context.Response.ContentLength = length;
            context.Response.Headers.ContentDisposition = $"attachment; filename=\"{file.Name}\"";
            await StreamCopyOperation.CopyToAsync(content, context.Response.Body, length, context.RequestAborted).ConfigureAwait(false);
        }

        return TypedResults.Empty;
    }

    /// <summary>Where the last whole event ends: one that is being written shows page by page on Linux, and one of a process that was killed is never whole.</summary>
    private static long EndOfEvents(FileStream content, long length)
    {
        Span<byte> block = stackalloc byte[4096];
        while (length > 0)
        {
            long start = Math.Max(0, length - block.Length);
            content.Position = start;
            int read = content.ReadAtLeast(block[..(int)(length - start)], (int)(length - start), throwOnEndOfStream: false);
            if (block[..read].LastIndexOf((byte)'\n') is >= 0 and int end)
                return start + end + 1;
            length = start;
        }

        return 0;
    }

    private static IResult None() => Problems.Make(
        StatusCodes.Status404NotFound, "recording-not-found", "There is no such recording.", "Sessions are recorded when the application names a folder for it, and old recordings go.");
}
