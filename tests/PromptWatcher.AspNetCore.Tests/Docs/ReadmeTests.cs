using System.Net;
using Microsoft.AspNetCore.Builder;
using PromptWatcher.Tests;

namespace PromptWatcher.AspNetCore.Tests.Docs;

/// <summary>The sample of the package's README is this compiled code, run.</summary>
public sealed class ReadmeTests
{
    private const string Readme = "src/PromptWatcher.AspNetCore/README.md";

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

    [Fact]
    public void Sample_InTheReadme_IsTheCompiledOne()
    {
        string sample = string.Join('\n', File.ReadAllLines(Path.Combine(SourceTree.Root, "tests/PromptWatcher.AspNetCore.Tests/Docs/ReadmeTests.cs"))
            .SkipWhile(static line => line.Trim() != "// begin").Skip(1)
            .TakeWhile(static line => line.Trim() != "// end")
            .Select(static line => line.Length > 8 ? line[8..] : ""));

        Assert.Contains($"{sample}\napp.Run();", File.ReadAllText(Path.Combine(SourceTree.Root, Readme)), StringComparison.Ordinal);
    }

    private static WebApplication Build(string[] args)
    {
        // begin
        WebApplicationBuilder builder = WebApplication.CreateBuilder(args);
        builder.Services.AddPromptWatcher().AddWeb(options => options.AllowAnonymousOnLoopback = true);   // 2

        WebApplication app = builder.Build();
        app.MapPromptWatcher("/promptwatcher");                                                           // 3
        // end
        return app;
    }
}
