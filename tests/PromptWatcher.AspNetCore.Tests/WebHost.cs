using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PromptWatcher.Environments;
using PromptWatcher.Sessions;

namespace PromptWatcher.AspNetCore.Tests;

/// <summary>An application with a real server on a free port, and programs on real terminals.</summary>
internal sealed class WebHost : IAsyncDisposable
{
    internal static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly WebApplication _application;

    private WebHost(WebApplication application)
    {
        _application = application;
        Address = new Uri(application.Urls.Single());
        Http = new HttpClient { BaseAddress = new Uri(Address, "/promptwatcher/"), Timeout = Patience };
    }

    internal Uri Address { get; }

    internal string Origin => Address.GetLeftPart(UriPartial.Authority);

    internal HttpClient Http { get; }

    internal SessionManager Manager => Service<SessionManager>();

    internal T Service<T>()
        where T : notnull => _application.Services.GetRequiredService<T>();

    internal static async Task<WebHost> StartAsync(Action<PromptWatcherWebOptions>? configure = null, Action<IServiceCollection>? services = null, Action<WebApplication>? use = null)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        services?.Invoke(builder.Services);
        builder.Services.AddPromptWatcher().AddWeb(options =>
        {
            options.AllowAnonymousOnLoopback = true;
            options.MaxCreatesPerMinute = 10_000;
            configure?.Invoke(options);
        });
        WebApplication application = builder.Build();
        use?.Invoke(application);
        application.MapPromptWatcher("/promptwatcher");
        await application.StartAsync();
        return new WebHost(application);
    }

    /// <summary>Starts a shell script on a terminal.</summary>
    internal ValueTask<TerminalSession> RunAsync(string script, string? id = null) =>
        Manager.StartAsync(new PtySpawnOptions { Command = "sh", Arguments = ["-c", script], SessionId = id, Size = new TerminalSize(80, 24) });

    internal async Task<(int Status, string? Problem, JsonElement Body)> SendAsync(HttpMethod method, string path, object? body = null)
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null)
            request.Content = JsonContent.Create(body);
        return await SendAsync(request);
    }

    /// <summary>Sends a request; the status, the name of the problem where there is one, and the body where it is JSON.</summary>
    internal async Task<(int Status, string? Problem, JsonElement Body)> SendAsync(HttpRequestMessage request)
    {
        using HttpResponseMessage response = await Http.SendAsync(request);
        bool isJson = response.Content.Headers.ContentType?.MediaType is "application/json" or "application/problem+json";
        JsonElement json = isJson ? await response.Content.ReadFromJsonAsync<JsonElement>() : default;
        string? problem = response.Content.Headers.ContentType?.MediaType == "application/problem+json" && json.TryGetProperty("type", out JsonElement type) ? type.GetString() : null;
        return ((int)response.StatusCode, problem?.Replace("urn:promptwatcher:problem:", "", StringComparison.Ordinal), json);
    }

    internal Task StopAsync() => _application.StopAsync();

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _application.DisposeAsync();
    }
}
