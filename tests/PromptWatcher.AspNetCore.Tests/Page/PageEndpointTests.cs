using System.Net;
using System.Text.RegularExpressions;

namespace PromptWatcher.AspNetCore.Tests.Page;

public sealed partial class PageEndpointTests : IAsyncLifetime
{
    private WebHost _host = null!;

    public async Task InitializeAsync() => _host = await WebHost.StartAsync();

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task Page_IsServedWithAPolicyOfItsOwn()
    {
        using HttpResponseMessage one = await _host.Http.GetAsync("");
        using HttpResponseMessage other = await _host.Http.GetAsync("");
        string policy = one.Headers.GetValues("Content-Security-Policy").Single();

        Assert.Equal("text/html", one.Content.Headers.ContentType!.MediaType);
        Assert.Contains("script-src 'self';", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe-eval", policy, StringComparison.Ordinal);
        Assert.NotEqual(policy, other.Headers.GetValues("Content-Security-Policy").Single());
        Assert.Equal("DENY", one.Headers.GetValues("X-Frame-Options").Single());
        Assert.Equal("nosniff", one.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Equal("no-referrer", one.Headers.GetValues("Referrer-Policy").Single());
        Assert.DoesNotContain('{', await one.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Assets_AllThatThePageNames_AreThereAndKept()
    {
        string page = await _host.Http.GetStringAsync("");
        string[] addresses = [.. Addresses().Matches(page).Select(static match => match.Value)];
        Assert.NotEmpty(addresses);
        foreach (string address in addresses)
        {
            using HttpResponseMessage response = await _host.Http.GetAsync(address);
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            Assert.Contains("immutable", response.Headers.CacheControl!.ToString(), StringComparison.Ordinal);
            using var again = new HttpRequestMessage(HttpMethod.Get, address);
            again.Headers.IfNoneMatch.Add(response.Headers.ETag!);
            using HttpResponseMessage kept = await _host.Http.SendAsync(again);
            Assert.Equal(HttpStatusCode.NotModified, kept.StatusCode);
        }
    }

    [Theory]
    [InlineData("assets/{version}/xterm-license.txt", HttpStatusCode.OK)]
    [InlineData("assets/0000000000000000/app.js", HttpStatusCode.NotFound)]
    [InlineData("assets/{version}/index.html", HttpStatusCode.NotFound)]
    [InlineData("assets/{version}/..%2Fapp.js", HttpStatusCode.NotFound)]
    [InlineData("assets/{version}/PromptWatcher.AspNetCore.dll", HttpStatusCode.NotFound)]
    public async Task Assets_ByName_OnlyThoseOfThisVersion(string address, HttpStatusCode expected)
    {
        string version = Version().Match(await _host.Http.GetStringAsync("")).Groups[1].Value;

        using HttpResponseMessage response = await _host.Http.GetAsync(address.Replace("{version}", version, StringComparison.Ordinal));

        Assert.Equal(expected, response.StatusCode);
    }

    [Fact]
    public async Task Page_WithoutItsSlash_LeadsToTheOneWithIt()
    {
        using HttpClient client = new(new HttpClientHandler { AllowAutoRedirect = false });

        using HttpResponseMessage response = await client.GetAsync(new Uri(_host.Address, "/promptwatcher"));

        Assert.Equal((HttpStatusCode.Redirect, "/promptwatcher/"), (response.StatusCode, response.Headers.Location!.OriginalString));
    }

    [Theory]
    [InlineData("", "navigate", HttpStatusCode.OK)]
    [InlineData("", "no-cors", HttpStatusCode.Forbidden)]
    [InlineData("api/sessions", "navigate", HttpStatusCode.Forbidden)]
    public async Task LinkOfAnotherSite_LeadsToThePageAndNoFurther(string path, string mode, HttpStatusCode expected)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Add("Sec-Fetch-Site", "cross-site");
        request.Headers.Add("Sec-Fetch-Mode", mode);

        using HttpResponseMessage response = await _host.Http.SendAsync(request);

        Assert.Equal(expected, response.StatusCode);
    }

    [GeneratedRegex("assets/[^\"]+")]
    private static partial Regex Addresses();

    [GeneratedRegex("assets/([0-9a-f]+)/")]
    private static partial Regex Version();
}
