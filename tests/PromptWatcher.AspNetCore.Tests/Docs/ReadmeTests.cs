using System.Net;
using Microsoft.AspNetCore.Builder;

namespace PromptWatcher.AspNetCore.Tests.Docs;

/// <summary>The sample of an ASP.NET Core application, run.</summary>
public sealed class ReadmeTests
{
    [Fact]
    public async Task Sample_Run_ShowsThePage()
    {
        await using WebApplication application = Build(["--urls=http://127.0.0.1:0"]);
        await application.StartAsync();
        using var http = new HttpClient { BaseAddress = new Uri(application.Urls.Single()) };

        using HttpResponseMessage page = await http.GetAsync(new Uri("promptwatcher", UriKind.Relative));

        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        Assert.Contains("New session", await page.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private static WebApplication Build(string[] args)
    {
        // begin
        // shown: return app; -> app.Run();
        WebApplicationBuilder builder = WebApplication.CreateBuilder(args);
        builder.Services.AddPromptWatcher().AddWeb(options => options.AllowAnonymousOnLoopback = true);   // 2

        WebApplication app = builder.Build();
        app.MapPromptWatcher("/promptwatcher");                                                           // 3
        return app;
        // end
    }

    internal static void Map(WebApplicationBuilder builder)
    {
        // begin
        builder.Services.AddPromptWatcher().AddWeb(options => options.AllowAnonymousOnLoopback = true);   // or with a login of the application's own: see below
        WebApplication app = builder.Build();
        app.MapPromptWatcher("/promptwatcher");                                                           // an IEndpointConventionBuilder
        // end
    }
}
