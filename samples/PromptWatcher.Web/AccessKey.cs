using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.DataProtection;

namespace PromptWatcher.Web;

/// <summary>A login with one key for everybody. An application with users of its own has better: PromptWatcher takes any scheme of ASP.NET Core.</summary>
internal static class AccessKey
{
    private const string LoginPath = "/login", AttemptsPolicy = "login";
    private const int AttemptsPerMinute = 10, LongestKey = 1_024;

    private const string Form = """
        <!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>PromptWatcher</title>
        <form method="post"><p><label>Access key <input type="password" name="key" autocomplete="current-password" autofocus required></label> <button>Sign in</button></p></form></html>
        """;

    private static byte[] digest = [];

    internal static void AddAccessKey(this IServiceCollection services, string key, string? data)
    {
        if (key.Length is < 16 or > LongestKey)
            throw new InvalidOperationException($"The access key has {key.Length} characters; it must have from 16 to {LongestKey}. Make one with 'openssl rand -hex 32'.");
        digest = Digest(key);

        // Another key ends every login that the last one let in.
        IDataProtectionBuilder protection = services.AddDataProtection().SetApplicationName($"PromptWatcher {Convert.ToHexStringLower(digest.AsSpan(0, 8))}");
        if (data is not null)
            protection.PersistKeysToFileSystem(Directory.CreateDirectory(Path.Combine(data, "keys")));
        services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme).AddCookie(options =>
        {
            options.LoginPath = LoginPath;
            options.Cookie.Name = "promptwatcher";
            options.Cookie.SameSite = SameSiteMode.Lax;

            // A page's requests are to hear that nobody is signed in, not to be shown a form.
            options.Events.OnRedirectToLogin = context =>
            {
                if (context.Request.Path.Value!.Contains("/api/", StringComparison.Ordinal))
                    context.Response.StatusCode = StatusCodes.Status401Unauthorized;
                else
                    context.Response.Redirect(context.RedirectUri);
                return Task.CompletedTask;
            };
        });
        services.AddRateLimiter(options =>
        {
            options.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
            options.AddPolicy(AttemptsPolicy, static context => RateLimitPartition.GetFixedWindowLimiter(
                context.Connection.RemoteIpAddress, static _ => new FixedWindowRateLimiterOptions { PermitLimit = AttemptsPerMinute, Window = TimeSpan.FromMinutes(1) }));
        });
    }

    internal static void MapAccessKey(this WebApplication app)
    {
        // A page of another site must not use up the attempts.
        app.UseWhen(static context => context.Request.Path == LoginPath && context.Request.Headers["Sec-Fetch-Site"] == "cross-site" && HttpMethods.IsPost(context.Request.Method), static refused => refused.Run(static context =>
        {
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            return Task.CompletedTask;
        }));
        app.UseRateLimiter();
        app.MapGet(LoginPath, () => Results.Content(Form, "text/html"));
        app.MapPost(LoginPath, (Delegate)SignInAsync).RequireRateLimiting(AttemptsPolicy);
    }

    private static async Task<IResult> SignInAsync(HttpContext context)
    {
        string? key = context.Request.HasFormContentType ? (await context.Request.ReadFormAsync())["key"] : "";
        if (key is not { Length: > 0 and <= LongestKey } || !CryptographicOperations.FixedTimeEquals(Digest(key), digest))
            return Results.Content(Form, "text/html", Encoding.UTF8, StatusCodes.Status401Unauthorized);
        var user = new ClaimsIdentity([new Claim(ClaimTypes.Name, "key"), new Claim(ClaimTypes.NameIdentifier, "key")], CookieAuthenticationDefaults.AuthenticationScheme);
        return Results.SignIn(new ClaimsPrincipal(user), new() { RedirectUri = "/promptwatcher" }, CookieAuthenticationDefaults.AuthenticationScheme);
    }

    private static byte[] Digest(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));
}
