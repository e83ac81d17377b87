using System.Text;

namespace PromptWatcher.AspNetCore.Tests.Security;

/// <summary>One application for many cases: none of them may bring it down.</summary>
public sealed class HostFixture : IAsyncLifetime
{
    internal WebHost Host { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Host = await WebHost.StartAsync(options =>
        {
            options.MaxMessageBytes = 4_096;
            options.MaxViewersPerSession = 1_000;
            options.MaxInputBytesPerSecond = 8_192;
            options.MaxControlsPerSecond = 10;
        });
        await Host.RunAsync("stty raw -echo; echo ready; exec cat > /dev/null", "one");
    }

    public async Task DisposeAsync() => await Host.DisposeAsync();

    /// <summary>Fails when the application does not answer any more, or its session has ended.</summary>
    internal async Task AssertIsUpAsync()
    {
        Assert.Equal(200, (await Host.SendAsync(HttpMethod.Get, "api/environments")).Status);
        Assert.True(Host.Manager.TryGet("one", out var session));
        Assert.False(session.Completion.IsCompleted);
    }

    /// <summary>A request whose path is sent as it is written.</summary>
    internal async Task<(int Status, string? Problem)> SendRawAsync(string method, string path, string? body = null, string type = "application/json", params (string Name, string Value)[] headers)
    {
        var exact = new Uri($"{Host.Origin}{path}", new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true });
        using var request = new HttpRequestMessage(new HttpMethod(method), exact);
        if (body is not null)
        {
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
            request.Content.Headers.TryAddWithoutValidation("Content-Type", type);
        }

        foreach ((string name, string value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        (int status, string? problem, _) = await Host.SendAsync(request);
        return (status, problem);
    }
}
