using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PromptWatcher.AspNetCore.Tests.Sockets;

namespace PromptWatcher.AspNetCore.Tests.Security;

public sealed partial class AuthorizationTests
{
    [Fact]
    public async Task Request_WithoutALogin_IsRefusedByEveryEndpoint()
    {
        await using WebHost host = await StartAsync();
        RouteEndpoint[] endpoints = [.. host.Service<EndpointDataSource>().Endpoints.Cast<RouteEndpoint>()];
        var served = new List<string>();

        foreach (RouteEndpoint endpoint in endpoints)
        {
            string path = Parameter().Replace(endpoint.RoutePattern.RawText!, "one");
            foreach (string method in endpoint.Metadata.GetRequiredMetadata<HttpMethodMetadata>().HttpMethods.Where(method => method != HttpMethods.Connect))
            {
                if ((await host.SendAsync(new HttpMethod(method), path)).Status != 401)
                    served.Add($"{method} {path}");
            }
        }

        Assert.InRange(endpoints.Length, 15, 100);
        Assert.Empty(served);
    }

    [Fact]
    public async Task Ticket_OfALoginWithoutAName_IsNotGiven()
    {
        await using WebHost host = await StartAsync();
        await host.RunAsync("sleep 60", "one");
        host.Http.DefaultRequestHeaders.Add(HeaderLogin.Header, "");

        (int status, string? problem, _) = await host.SendAsync(HttpMethod.Post, "api/sessions/one/tickets", new { role = "viewer" });

        Assert.Equal((403, "user-unnamed"), (status, problem));
        Assert.Equal(200, (await host.SendAsync(HttpMethod.Get, "api/sessions")).Status);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Map_WithoutALogin_Warns(bool isOpen)
    {
        var log = new Warnings();
        await using WebHost host = isOpen
            ? await WebHost.StartAsync(services: services => services.AddSingleton<ILoggerProvider>(log))
            : await StartAsync(log);

        Assert.Equal(isOpen, log.Told.Any(warning => warning.Contains("without a login", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Ticket_OfAnotherUser_OpensNothing()
    {
        await using WebHost host = await StartAsync();
        await host.RunAsync("sleep 60", "one");
        host.Http.DefaultRequestHeaders.Add(HeaderLogin.Header, "ada");

        string first = await SocketClient.TicketAsync(host, "one", "viewer");
        string second = await SocketClient.TicketAsync(host, "one", "viewer");

        Assert.Equal(403, await OpenAsync(host, first, "eve"));
        Assert.Equal(401, await OpenAsync(host, second, null));
        Assert.Equal(101, await OpenAsync(host, second, "ada"));
    }

    [Fact]
    public async Task Request_WithALogin_MayComeThroughAProxy()
    {
        await using WebHost host = await StartAsync();
        host.Http.DefaultRequestHeaders.Add(HeaderLogin.Header, "ada");
        host.Http.DefaultRequestHeaders.Add("X-Forwarded-For", "203.0.113.9");
        host.Http.DefaultRequestHeaders.Host = "watch.example.org";

        (int status, _, JsonElement _) = await host.SendAsync(HttpMethod.Get, "api/sessions");
        using var write = new HttpRequestMessage(HttpMethod.Post, "api/sessions/one/tickets") { Content = new StringContent("{\"role\":\"viewer\"}", null, "application/json") };
        write.Headers.Add("Origin", "https://watch.example.org");

        Assert.Equal(200, status);
        Assert.Equal((404, "session-not-found"), await NameAsync(host, write));
    }

    [Fact]
    public async Task Map_ApplicationWithoutALogin_SaysWhatToAdd()
    {
        InvalidOperationException error = await Assert.ThrowsAsync<InvalidOperationException>(() => WebHost.StartAsync(options => options.AllowAnonymousOnLoopback = false));

        Assert.Contains("AddAuthentication", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, "MaxMessageBytes")]
    [InlineData(64 << 20, "MaxMessageBytes")]
    public async Task Options_OutOfRange_AreNamed(int bytes, string option)
    {
        Exception error = await Assert.ThrowsAnyAsync<Exception>(() => WebHost.StartAsync(options => options.MaxMessageBytes = bytes));

        Assert.Contains(option, error.Message, StringComparison.Ordinal);
    }

    private static Task<WebHost> StartAsync(ILoggerProvider? log = null) => WebHost.StartAsync(
        options =>
        {
            options.AllowAnonymousOnLoopback = false;
            options.AllowedHosts.Add("watch.example.org");
            options.AllowedOrigins.Add("https://watch.example.org");
        },
        services =>
        {
            services.AddAuthentication("test").AddScheme<AuthenticationSchemeOptions, HeaderLogin>("test", null);
            if (log is not null)
                services.AddSingleton(log);
        });

    [GeneratedRegex(@"\{\w+\}")]
    private static partial Regex Parameter();

    private static Task<int> OpenAsync(WebHost host, string ticket, string? user) => SocketClient.StatusAsync(
        SocketClient.Uri(host, "one", ticket), host.Origin, headers: headers =>
        {
            if (user is not null)
                headers.Add(HeaderLogin.Header, user);
        });

    private static async Task<(int, string?)> NameAsync(WebHost host, HttpRequestMessage request) => await host.SendAsync(request) is var (status, problem, _) ? (status, problem) : default;
}
