using System.Buffers;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using PromptWatcher.AspNetCore.Api;
using PromptWatcher.AspNetCore.Security;

namespace PromptWatcher.AspNetCore.Events;

/// <summary>The changes of all sessions as server-sent events (https://html.spec.whatwg.org/multipage/server-sent-events.html).</summary>
internal static class EventEndpoint
{
    internal static void Map(RouteGroupBuilder group) =>
        group.MapGet("api/events", StreamAsync).WithName("StreamEvents").WithSummary("The changes of all sessions: reset, session, removed. Resumes after Last-Event-ID.")
            .Produces(StatusCodes.Status200OK, contentType: "text/event-stream").ProducesProblem(StatusCodes.Status429TooManyRequests);

    private static async Task<IResult> StreamAsync(
        HttpContext context, SessionDirectory directory, Limits limits, IOptions<PromptWatcherWebOptions> options, IHostApplicationLifetime lifetime, TimeProvider time)
    {
        if (!limits.TryAddReader())
            return Problems.TooMany("readers", $"{options.Value.MaxEventReaders} read the events, which is the limit. Close a page, or wait.");
        try
        {
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, lifetime.ApplicationStopping);
            context.Response.ContentType = "text/event-stream";
            context.Response.Headers["X-Accel-Buffering"] = "no";
            context.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
            await WriteAsync(context, directory, options.Value.KeepAlive, time, stop.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // The reader has gone, or the host stops.
        }
        finally
        {
            limits.RemoveReader();
        }

        return TypedResults.Empty;
    }

    private static async Task WriteAsync(HttpContext context, SessionDirectory directory, TimeSpan keepAlive, TimeProvider time, CancellationToken cancellationToken)
    {
        long? number = Parse(directory, context.Request.Headers["Last-Event-ID"]);
        using var json = new Utf8JsonWriter(context.Response.BodyWriter);
        while (true)
        {
            SessionDirectory.Changes changes = directory.Since(number);
            if (changes.IsReset)
                Write(context, json, directory, changes.Number, "reset", [.. changes.Items.Select(static change => change.View!)], WebJson.Default.SessionViewArray);
            foreach (SessionDirectory.Change change in changes.IsReset ? [] : changes.Items)
            {
                if (change.View is { } view)
                    Write(context, json, directory, change.Number, "session", view, WebJson.Default.SessionView);
                else
                    Write(context, json, directory, change.Number, "removed", new RemovedView(change.Id), WebJson.Default.RemovedView);
            }

            number = changes.Number;

            // A reader that is slow is waited for here, and is told the latest of each session when it comes back.
            await context.Response.BodyWriter.FlushAsync(cancellationToken).ConfigureAwait(false);
            while (!await IsNewAsync(changes.News, keepAlive, time, cancellationToken).ConfigureAwait(false))
            {
                context.Response.BodyWriter.Write("event: alive\ndata: {}\n\n"u8);
                await context.Response.BodyWriter.FlushAsync(cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private static void Write<T>(HttpContext context, Utf8JsonWriter json, SessionDirectory directory, long number, string name, T data, JsonTypeInfo<T> type)
    {
        context.Response.BodyWriter.Write(System.Text.Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"id: {directory.Epoch}-{number}\nevent: {name}\ndata: ")));
        json.Reset();
        JsonSerializer.Serialize(json, data, type);
        context.Response.BodyWriter.Write("\n\n"u8);
    }

    private static async Task<bool> IsNewAsync(Task news, TimeSpan keepAlive, TimeProvider time, CancellationToken cancellationToken)
    {
        try
        {
            await news.WaitAsync(keepAlive, time, cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    /// <summary>The number of the last event that a reader had; none where it is of another run or no number.</summary>
    private static long? Parse(SessionDirectory directory, string? id) =>
        id is not null && id.StartsWith(directory.Epoch + "-", StringComparison.Ordinal)
        && long.TryParse(id.AsSpan(directory.Epoch.Length + 1), NumberStyles.None, CultureInfo.InvariantCulture, out long number) ? number : null;
}
