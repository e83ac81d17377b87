using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Net.Http.Headers;
using PromptWatcher.AspNetCore.Security;

namespace PromptWatcher.AspNetCore.Page;

/// <summary>Serves the page and its files.</summary>
internal static class PageEndpoint
{
    private const int NonceLength = 32;

    internal static void Map(RouteGroupBuilder group, IServiceProvider services)
    {
        PageAssets assets = services.GetRequiredService<PageAssets>();
        group.MapGet("", (HttpContext context) => Index(context, assets)).WithMetadata(new RequestGuard.OpenToLinks()).ExcludeFromDescription();
        group.MapGet("assets/{version}/{name}", (string version, string name, HttpContext context) => File(version, name, context, assets)).ExcludeFromDescription();
    }

    private static IResult Index(HttpContext context, PageAssets assets)
    {
        // The page's own addresses go on from this one, which must end like a folder's.
        if (context.Request.Path.Value is not [.., '/'])
            return TypedResults.Redirect($"{context.Request.PathBase}{context.Request.Path}/");
        string nonce = RandomNumberGenerator.GetHexString(NonceLength, lowercase: true);
        context.Response.Headers.ContentSecurityPolicy = Policy(nonce);
        context.Response.Headers.XFrameOptions = "DENY";
        return TypedResults.Text(assets.Index(nonce), "text/html; charset=utf-8");
    }

    /// <summary>An address has its version in it, so that what it names never changes.</summary>
    private static IResult File(string version, string name, HttpContext context, PageAssets assets)
    {
        if (version != assets.Version || assets.Find(name) is not { } asset)
            return TypedResults.NotFound();
        context.Response.Headers.CacheControl = "private, max-age=31536000, immutable";
        return TypedResults.Bytes(asset.Bytes, asset.ContentType, entityTag: new EntityTagHeaderValue(asset.ETag));
    }

    /// <summary>Everything comes from the application itself, and nothing inline runs or styles, with two exceptions for xterm.js 6.</summary>
    /// <remarks>
    /// It adds style elements while it runs (colours, sizes of cells, scroll bar), which get the nonce, see Assets/nonce.js; and it sets the 24-bit
    /// colours of cells with setAttribute("style"), which no nonce covers. No text of the server can become either: scripts of the page
    /// cannot make HTML of text at all (https://www.w3.org/TR/trusted-types/).
    /// </remarks>
    private static string Policy(string nonce) =>
        $"default-src 'none'; script-src 'self'; style-src-elem 'self' 'nonce-{nonce}'; style-src-attr 'unsafe-inline'; img-src data:; connect-src 'self'; "
        + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'";
}
