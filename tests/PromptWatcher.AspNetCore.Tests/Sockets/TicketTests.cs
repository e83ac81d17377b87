using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;

namespace PromptWatcher.AspNetCore.Tests.Sockets;

public sealed class TicketTests : IAsyncLifetime
{
    private readonly ShiftedTime _time = new();
    private WebHost _host = null!;

    public async Task InitializeAsync()
    {
        _host = await WebHost.StartAsync(options => options.MaxTickets = 40, services => services.AddSingleton<TimeProvider>(_time));
        await _host.RunAsync("sleep 60", "one");
        await _host.RunAsync("sleep 60", "two");
    }

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task Ticket_UsedTwice_OpensOneSocket()
    {
        string ticket = await SocketClient.TicketAsync(_host, "one", "viewer");

        Assert.Equal(101, await OpenAsync("one", ticket));
        Assert.Equal(403, await OpenAsync("one", ticket));
    }

    [Fact]
    public async Task Ticket_UsedByManyAtOnce_OpensOneSocket()
    {
        for (int round = 0; round < 20; round++)
        {
            string ticket = await SocketClient.TicketAsync(_host, "one", "viewer");

            int[] statuses = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => OpenAsync("one", ticket))));

            Assert.Equal(1, statuses.Count(status => status == 101));
            Assert.Equal(7, statuses.Count(status => status == 403));
        }
    }

    [Theory]
    [InlineData(59, 101)]
    [InlineData(61, 403)]
    public async Task Ticket_AfterItsTime_OpensNothing(int seconds, int status)
    {
        string ticket = await SocketClient.TicketAsync(_host, "one", "viewer");
        _time.Advance(TimeSpan.FromSeconds(seconds));

        Assert.Equal(status, await OpenAsync("one", ticket));
    }

    [Fact]
    public async Task Ticket_OfAnotherSession_OpensNothing() =>
        Assert.Equal(403, await OpenAsync("two", await SocketClient.TicketAsync(_host, "one", "viewer")));

    [Fact]
    public async Task Ticket_OfAnotherRunOfTheSession_OpensNothing()
    {
        string ticket = await SocketClient.TicketAsync(_host, "one", "viewer");
        await _host.SendAsync(HttpMethod.Delete, "api/sessions/one");
        await Waiting.UntilAsync(() => !_host.Manager.TryGet("one", out _));
        await _host.RunAsync("sleep 60", "one");

        Assert.Equal(403, await OpenAsync("one", ticket));
    }

    [Fact]
    public async Task Ticket_AlmostRight_OpensNothingAndUsesNothingUp()
    {
        string ticket = await SocketClient.TicketAsync(_host, "one", "viewer");
        string wrong = ticket[..^1] + (ticket[^1] == '0' ? '1' : '0');

        Assert.Equal(403, await OpenAsync("one", wrong));
        Assert.Equal(403, await OpenAsync("one", ticket[..^1]));
        Assert.Equal(403, await OpenAsync("one", ticket.ToUpperInvariant()));
        Assert.Equal(101, await OpenAsync("one", ticket));
    }

    [Fact]
    public async Task Create_TooManyTickets_IsRefusedUntilSomeExpire()
    {
        for (int i = 0; i < 40; i++)
            await SocketClient.TicketAsync(_host, "one", "viewer");

        (int status, string? problem, _) = await _host.SendAsync(HttpMethod.Post, "api/sessions/one/tickets", new { role = "viewer" });
        _time.Advance(TimeSpan.FromSeconds(61));

        Assert.Equal((429, "too-many-tickets"), (status, problem));
        Assert.NotEmpty(await SocketClient.TicketAsync(_host, "one", "viewer"));
    }

    [Theory]
    [InlineData("{\"role\":\"admin\"}")]
    [InlineData("{\"role\":\"\"}")]
    [InlineData("{}")]
    public async Task Create_UnknownRole_IsRefused(string body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "api/sessions/one/tickets") { Content = new StringContent(body, null, "application/json") };

        (int status, _, JsonElement _) = await _host.SendAsync(request);

        Assert.Equal(400, status);
    }

    private Task<int> OpenAsync(string id, string ticket) => SocketClient.StatusAsync(SocketClient.Uri(_host, id, ticket), _host.Origin);
}
