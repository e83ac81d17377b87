using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;
using PromptWatcher.AspNetCore.Api;

namespace PromptWatcher.AspNetCore.Security;

/// <summary>Looks at every request before anything else does: where it comes from, which name it calls, whose page sent it.</summary>
/// <remarks>
/// Against pages of others in the user's own browser: cross-site requests, cross-site WebSocket hijacking, DNS rebinding. Who the user is
/// has been decided before, by the application's authorization.
/// </remarks>
internal sealed class RequestGuard(IOptions<PromptWatcherWebOptions> options)
{
    /// <summary>Nothing but the page is to be shown, and that has a policy of its own.</summary>
    private const string ContentPolicy = "default-src 'none'; frame-ancestors 'none'";

    private readonly PromptWatcherWebOptions _options = options.Value;

    /// <summary>Whether the endpoints are mapped: their names are the application's, so they can be once.</summary>
    internal bool IsMapped { get; set; }

    internal RequestDelegate Wrap(RequestDelegate next) => context =>
    {
        IHeaderDictionary headers = context.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers.ContentSecurityPolicy = ContentPolicy;
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers.CacheControl = "no-store";
        if (Refuse(context) is { } problem)
            return problem.ExecuteAsync(context);
        return next(context);
    };

    private ProblemHttpResult? Refuse(HttpContext context)
    {
        if (_options.AllowAnonymousOnLoopback && !IsFromThisMachine(context))
            return Refused("not-loopback", "Without a login only this machine itself is served. Connect directly, not through a proxy, or have the application ask for a login.");
        if (!_options.AllowedHosts.Contains(context.Request.Host.Host, StringComparer.OrdinalIgnoreCase))
            return Refused("host-refused", $"The application is not known under this name. Add it to {nameof(PromptWatcherWebOptions)}.{nameof(PromptWatcherWebOptions.AllowedHosts)}.");
        if (!IsOfOurPages(context))
            return Refused("origin-refused", "The request comes from a page of another site, or does not say from which. Browsers send the right headers by themselves; "
                + $"other clients send an Origin with sockets. See {nameof(PromptWatcherWebOptions)}.{nameof(PromptWatcherWebOptions.AllowedOrigins)} for an application behind a proxy.");
        return context.Request.ContentLength > _options.MaxMessageBytes ? Problems.TooLarge(_options.MaxMessageBytes) : null;
    }

    /// <summary>A proxy on this machine passes others on: its headers tell, where it sends any, which nginx by itself does not.</summary>
    private static bool IsFromThisMachine(HttpContext context) =>
        context.Connection is { RemoteIpAddress: { } remote, LocalIpAddress: { } local } && IPAddress.IsLoopback(remote) && IPAddress.IsLoopback(local)
        && !context.Request.Headers.ContainsKey("Forwarded") && !context.Request.Headers.ContainsKey("X-Forwarded-For") && !context.Request.Headers.ContainsKey("X-Real-IP");

    private bool IsOfOurPages(HttpContext context)
    {
        HttpRequest request = context.Request;
        bool needsOrigin = context.GetEndpoint()?.Metadata.GetMetadata<NeedsOrigin>() is not null;
        StringValues origin = request.Headers.Origin;
        StringValues site = request.Headers["Sec-Fetch-Site"];

        // A link of another page, or its login, may lead to ours; nothing else of ours is for others.
        bool isLink = request.Headers["Sec-Fetch-Mode"] == "navigate" && context.GetEndpoint()?.Metadata.GetMetadata<OpenToLinks>() is not null;
        if (site.Count > 0 && site != "same-origin" && !isLink && !(site == "none" && HttpMethods.IsGet(request.Method) && !needsOrigin))
            return false;
        if (origin.Count > 0)
            return origin is [{ } only] && IsOurs(request, only);

        // Browsers send an Origin with every socket. Without one, and without what browsers say of themselves, it is no browser.
        return !needsOrigin;
    }

    private bool IsOurs(HttpRequest request, string origin) =>
        origin.Equals($"{request.Scheme}://{request.Host.Value}", StringComparison.OrdinalIgnoreCase) || _options.AllowedOrigins.Contains(origin, StringComparer.Ordinal);

    private static ProblemHttpResult Refused(string name, string detail) => Problems.Make(StatusCodes.Status403Forbidden, name, "The request is refused.", detail);

    /// <summary>Marks an endpoint that only pages and those who name an origin may use.</summary>
    internal sealed class NeedsOrigin;

    /// <summary>Marks an endpoint that says nothing of sessions, and that links of other pages may lead to.</summary>
    internal sealed class OpenToLinks;
}
