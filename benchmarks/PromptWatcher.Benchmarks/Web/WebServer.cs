using System.Net.Http.Json;
using System.Net.WebSockets;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PromptWatcher.Environments;
using PromptWatcher.Sessions;

namespace PromptWatcher.Benchmarks.Web;

/// <summary>An application with a real server on a free port, with sessions on real terminals and viewers on real sockets.</summary>
internal sealed class WebServer : IAsyncDisposable
{
    private readonly WebApplication _application;
    private readonly HttpClient _http;

    private WebServer(WebApplication application)
    {
        _application = application;
        _http = new HttpClient { BaseAddress = new Uri(application.Urls.Single()) };
    }

    internal SessionManager Manager => _application.Services.GetRequiredService<SessionManager>();

    internal static async Task<WebServer> StartAsync()
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddPromptWatcher().AddWeb(options =>
        {
            options.AllowAnonymousOnLoopback = true;
            options.MaxViewers = 10_000;
            options.MaxViewersPerSession = 10_000;
        });
        WebApplication application = builder.Build();
        application.MapPromptWatcher("/promptwatcher");
        await application.StartAsync();
        return new WebServer(application);
    }

    internal ValueTask<TerminalSession> RunAsync(string script) => Manager.StartAsync(new PtySpawnOptions { Command = "sh", Arguments = ["-c", script] });

    internal async Task<ClientWebSocket> ViewAsync(string session)
    {
        using HttpResponseMessage response = await _http.PostAsJsonAsync($"/promptwatcher/api/sessions/{session}/tickets", new { role = "viewer" });
        string ticket = (await response.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonElement>()).GetProperty("ticket").GetString()!;
        var socket = new ClientWebSocket();
        socket.Options.AddSubProtocol("promptwatcher.v1");
        socket.Options.SetRequestHeader("Origin", _http.BaseAddress!.GetLeftPart(UriPartial.Authority));
        await socket.ConnectAsync(new Uri($"ws://{_http.BaseAddress.Authority}/promptwatcher/api/sessions/{session}/socket?ticket={ticket}"), CancellationToken.None);
        return socket;
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _application.DisposeAsync();
    }
}
