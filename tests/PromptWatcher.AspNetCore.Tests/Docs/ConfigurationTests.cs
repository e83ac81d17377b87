using System.Text;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using PromptWatcher.Docker;
using PromptWatcher.Environments.Local;

namespace PromptWatcher.AspNetCore.Tests.Docs;

/// <summary>Options from an application's configuration, as <c>docs/operations.md</c> has them.</summary>
public sealed class ConfigurationTests
{
    [Fact]
    public async Task Sample_WithTheJsonBesideIt_SetsTheOptions()
    {
        string page = await File.ReadAllTextAsync(Path.Combine(SourceTree.Root, "docs/operations.md"));
        WebApplicationBuilder builder = WebApplication.CreateBuilder();
        builder.Configuration.AddJsonStream(new MemoryStream(Encoding.UTF8.GetBytes(Regex.Match(page, "^```json\n(.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline).Groups[1].Value)));

        Configure(builder);

        await using ServiceProvider services = builder.Services.BuildServiceProvider();
        PromptWatcherOptions sessions = services.GetRequiredService<IOptions<PromptWatcherOptions>>().Value;
        PromptWatcherWebOptions web = services.GetRequiredService<IOptions<PromptWatcherWebOptions>>().Value;
        DockerEnvironmentOptions docker = services.GetRequiredService<IOptionsMonitor<DockerEnvironmentOptions>>().Get("build-box");
        Assert.Equal((50, TimeSpan.FromMinutes(1), "profiles"), (sessions.MaxSessions, sessions.RetainExited, Assert.Single(sessions.Profiles.Folders)));
        Assert.Equal(TimeSpan.FromSeconds(5), services.GetRequiredService<IOptions<LocalEnvironmentOptions>>().Value.KillGrace);
        Assert.Contains("watch.example.org", web.AllowedHosts);
        Assert.Equal("recordings", web.Recording.Directory);
        Assert.Equal(("tcp://build-box:2376", "my-agents:1", 4L << 30), (docker.Endpoint, docker.Image, docker.Memory));
    }

    private static void Configure(WebApplicationBuilder builder)
    {
        // begin
        IConfiguration settings = builder.Configuration.GetSection("PromptWatcher");
        builder.Services.Configure<PromptWatcherOptions>(settings);
        builder.Services.Configure<LocalEnvironmentOptions>(settings.GetSection("Local"));
        builder.Services.Configure<PromptWatcherWebOptions>(settings.GetSection("Web"));
        builder.Services.Configure<DockerEnvironmentOptions>("build-box", settings.GetSection("BuildBox"));
        builder.Services.AddPromptWatcher().AddDocker("build-box").AddWeb();
        // end
    }
}
