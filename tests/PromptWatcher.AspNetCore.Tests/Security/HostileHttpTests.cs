namespace PromptWatcher.AspNetCore.Tests.Security;

/// <summary>Requests that somebody means ill with: each is refused with the status that docs/web.md tells, and the application stays up.</summary>
public sealed class HostileHttpTests(HostFixture fixture) : IClassFixture<HostFixture>
{
    private const string Base = "/promptwatcher/api/sessions";

    private static readonly (string Method, string Path, string? Body)[] Unsafe =
    [
        ("POST", Base, "{\"command\":\"sh\"}"),
        ("DELETE", Base + "/one", null),
        ("POST", Base + "/one/input", "{\"text\":\"x\"}"),
        ("POST", Base + "/one/resize", "{\"columns\":80,\"rows\":24}"),
        ("POST", Base + "/one/signal", "{\"signal\":\"KILL\"}"),
        ("POST", Base + "/one/answer", "{\"epoch\":\"x\",\"prompt\":1,\"text\":\"x\"}"),
        ("POST", Base + "/one/tickets", "{\"role\":\"writer\"}"),
    ];

    public static TheoryData<string, string, string?, string> Origins()
    {
        var cases = new TheoryData<string, string, string?, string>();
        foreach ((string method, string path, string? body) in Unsafe)
        {
            foreach (string origin in HostileCases.Origins)
                cases.Add(method, path, body, origin);
        }

        return cases;
    }

    [Theory]
    [MemberData(nameof(Origins))]
    public async Task Request_OfAnotherOrigin_IsRefused(string method, string path, string? body, string origin)
    {
        Assert.Equal((403, "origin-refused"), await fixture.SendRawAsync(method, path, body, headers: ("Origin", origin.Replace("SELF", fixture.Host.Address.Authority, StringComparison.Ordinal))));
        await fixture.AssertIsUpAsync();
    }

    public static TheoryData<string, string, string?, string> Sites()
    {
        var cases = new TheoryData<string, string, string?, string>();
        foreach ((string method, string path, string? body) in Unsafe.Append(("GET", Base, null)).Append(("GET", Base + "/one/snapshot", null)).Append(("GET", "/promptwatcher/api/events", null)))
        {
            foreach (string site in new[] { "cross-site", "same-site", "Same-Origin", "", "none " }.Concat(method == "GET" ? [] : ["none"]))
            {
                if (site != "none " || method != "GET")
                    cases.Add(method, path, body, site);
            }
        }

        return cases;
    }

    [Theory]
    [MemberData(nameof(Sites))]
    public async Task Request_OfAPageOfAnotherSite_IsRefused(string method, string path, string? body, string site)
    {
        Assert.Equal((403, "origin-refused"), await fixture.SendRawAsync(method, path, body, headers: ("Sec-Fetch-Site", site)));
        await fixture.AssertIsUpAsync();
    }

    [Theory]
    [MemberData(nameof(HostileCases.Hosts), MemberType = typeof(HostileCases))]
    public async Task Request_ForAnotherName_IsRefused(string host)
    {
        Assert.Equal((403, "host-refused"), await fixture.SendRawAsync("GET", Base, headers: ("Host", host)));
        Assert.Equal((403, "host-refused"), await fixture.SendRawAsync("POST", Base, "{\"command\":\"sh\"}", headers: ("Host", host)));
    }

    [Theory]
    [InlineData("X-Forwarded-For", "203.0.113.9")]
    [InlineData("X-Forwarded-For", "127.0.0.1")]
    [InlineData("Forwarded", "for=203.0.113.9")]
    [InlineData("X-Real-IP", "203.0.113.9")]
    public async Task Request_PassedOnByAProxy_NeedsALogin(string header, string value) =>
        Assert.Equal((403, "not-loopback"), await fixture.SendRawAsync("GET", Base, headers: (header, value)));

    public static TheoryData<string, string> Ids()
    {
        var cases = new TheoryData<string, string>();
        foreach (string id in HostileCases.Ids)
        {
            foreach (string rest in new[] { "", "/snapshot", "/recording", "/recordings", "/input", "/tickets", "/socket" })
                cases.Add(rest is "/input" or "/tickets" ? "POST" : "GET", $"{Base}/{id}{rest}");
            cases.Add("DELETE", $"{Base}/{id}");
        }

        return cases;
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task Request_OfAnIdThatCannotBe_FindsNothing(string method, string path)
    {
        bool isSocket = path.EndsWith("/socket", StringComparison.Ordinal);

        (int status, string? problem) = await fixture.SendRawAsync(method, path, method == "POST" ? "{\"text\":\"x\",\"role\":\"viewer\"}" : null, headers: isSocket ? [("Origin", fixture.Host.Origin)] : []);

        Assert.Equal(Expected(path), (status, problem));
        await fixture.AssertIsUpAsync();
    }

    private static (int, string?) Expected(string path) => path[Base.Length..].Split('/') switch
    {
        // The server takes no such path, and one with dots is another path, where nothing is.
        [_, var id, ..] when id.Contains("%00", StringComparison.Ordinal) => (400, null),
        [_, ".." or "%2e%2e", ..] => (404, null),
        [.., "socket"] => (400, "socket-required"),
        [.., "recording" or "recordings"] => (404, "recording-not-found"),
        _ => (404, "session-not-found"),
    };

    public static TheoryData<string, string> Bodies()
    {
        var cases = new TheoryData<string, string>();
        foreach ((string method, string path, string? _) in Unsafe.Where(request => request.Method == "POST"))
        {
            foreach (string body in HostileCases.Bodies)
                cases.Add(path, body);
        }

        return cases;
    }

    [Theory]
    [MemberData(nameof(Bodies))]
    public async Task Body_ThatIsNoRequest_IsRefused(string path, string body)
    {
        Assert.Equal((400, "invalid-request"), await fixture.SendRawAsync("POST", path, body));
        await fixture.AssertIsUpAsync();
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("multipart/form-data; boundary=x")]
    [InlineData("application/xml")]
    [InlineData("")]
    [InlineData("nonsense")]
    public async Task Body_OfAnotherType_IsRefused(string type)
    {
        foreach ((string _, string path, string? body) in Unsafe.Where(request => request.Method == "POST"))
            Assert.Equal(415, (await fixture.SendRawAsync("POST", path, body, type)).Status);
    }

    [Theory]
    [InlineData(4_097, false)]
    [InlineData(1_000_000, false)]
    [InlineData(4_097, true)]
    [InlineData(1_000_000, true)]
    public async Task Body_TooLarge_IsRefused(int length, bool isChunked)
    {
        foreach (string path in Unsafe.Where(request => request.Method == "POST").Select(request => request.Path))
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, fixture.Host.Origin + path);
            request.Content = new StringContent($"{{\"text\":\"{new string('x', length)}\"}}", null, "application/json");
            request.Headers.TransferEncodingChunked = isChunked;
            (int status, string? problem, _) = await fixture.Host.SendAsync(request);
            Assert.Equal((413, "too-large"), (status, problem));
        }

        await fixture.AssertIsUpAsync();
    }

    [Theory]
    [InlineData("PUT", "")]
    [InlineData("PATCH", "")]
    [InlineData("DELETE", "")]
    [InlineData("PUT", "/one")]
    [InlineData("POST", "/one")]
    [InlineData("GET", "/one/input")]
    [InlineData("GET", "/one/answer")]
    [InlineData("GET", "/one/signal")]
    [InlineData("GET", "/one/tickets")]
    [InlineData("POST", "/one/snapshot")]
    [InlineData("TRACE", "")]
    public async Task Method_ThatIsNotOffered_IsRefused(string method, string path) => Assert.Equal(405, (await fixture.SendRawAsync(method, Base + path)).Status);

    [Fact]
    public async Task Answer_Always_HasTheHeadersThatBrowsersHeed()
    {
        using HttpResponseMessage response = await fixture.Host.Http.GetAsync(new Uri("api/sessions", UriKind.Relative));

        Assert.Equal("nosniff", response.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Contains("frame-ancestors 'none'", response.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        Assert.Equal("no-store", response.Headers.CacheControl!.ToString());
    }

    [Fact]
    public async Task Request_OfItsOwnPage_IsServed()
    {
        (int status, _) = await fixture.SendRawAsync("POST", Base + "/one/tickets", "{\"role\":\"viewer\"}", headers: [("Origin", fixture.Host.Origin), ("Sec-Fetch-Site", "same-origin")]);

        Assert.Equal(201, status);
    }
}
