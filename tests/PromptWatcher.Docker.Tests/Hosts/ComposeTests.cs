using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;
using PromptWatcher.Docker.Tests.Engines;
using PromptWatcher.Docker.Tests.Sessions;

namespace PromptWatcher.Docker.Tests.Hosts;

/// <summary>The sample in a container, as its compose file starts it.</summary>
[Collection(nameof(NeedsOtherEngine))]
public sealed class ComposeTests(SharedEngines engines) : EngineTest(engines)
{
    [SkippableFact]
    public async Task Compose_WithTheSocketAndBehindTheProxy_ShowsTheHostsTerminalsAndRunsSessions()
    {
        Skip.IfNot(File.Exists("/usr/bin/docker-compose"), "There is no docker-compose.");
        DockerEngine engine = await Engines.GetAsync();
        await using Compose compose = await Compose.BuildAsync(engine);
        await using var machine = new HostMachine(engine);
        await machine.PaneAsync($"printf 'Go on? [y/N] '; sleep 600; : {machine.Mark}");

        foreach (string service in (string[])["promptwatcher", "filtered"])
        {
            await compose.UpAsync(service);
            using HttpClient http = await SignInAsync(compose);

            JsonElement terminal = await UntilAsync(compose, http, "api/hosts", hosts => hosts.GetProperty("terminals").EnumerateArray()
                .FirstOrDefault(each => each.GetProperty("workingDirectory").GetString()?.Contains(machine.Mark, StringComparison.Ordinal) == true && each.GetProperty("session").ValueKind == JsonValueKind.String));
            JsonElement prompt = await UntilAsync(compose, http, $"api/sessions/{terminal.GetProperty("session").GetString()}", static session => session.GetProperty("prompt"));
            Assert.Equal(("tmux", "Go on? [y/N]"), (terminal.GetProperty("parent").GetString(), prompt.GetProperty("question").GetString()));

            using (HttpResponseMessage made = await http.PostAsJsonAsync("api/sessions", new { id = "s", environment = "docker", command = "bash", arguments = new[] { "-c", "read -p 'Sure? [y/N] ' a" } }))
                Assert.True(made.StatusCode == HttpStatusCode.Created, await made.Content.ReadAsStringAsync());
            prompt = await UntilAsync(compose, http, "api/sessions/s", static session => session.GetProperty("prompt"));
            Assert.Equal("Sure? [y/N]", prompt.GetProperty("question").GetString());
            using (HttpResponseMessage ended = await http.DeleteAsync("api/sessions/s"))
                Assert.Equal(HttpStatusCode.NoContent, ended.StatusCode);
            if (service == "filtered")
                await AssertFilteredAsync(await compose.ProxySocketAsync());

            await compose.DownAsync();
            await Waiting.UntilAsync(async () => (await engine.DockerAsync("ps", "--all", "--quiet", "--filter", "label=promptwatcher.owner=promptwatcher-compose")).Length == 0);
        }
    }

    /// <summary>What the sample has no use for, and ways around the list.</summary>
    private static async Task AssertFilteredAsync(string socket)
    {
        using var proxy = new HttpClient(new SocketsHttpHandler
        {
            ConnectCallback = async (_, cancellationToken) =>
            {
                var connection = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
                await connection.ConnectAsync(new UnixDomainSocketEndPoint(socket), cancellationToken);
                return new NetworkStream(connection, ownsSocket: true);
            },
        })
        { BaseAddress = new Uri("http://engine") };
        foreach (string call in (string[])
        [
            "POST /build", "GET /images/json", "POST /images/create?fromImage=a", "DELETE /images/a", "GET /containers/a/logs", "GET /containers/a/archive?path=/", "GET /containers/a/export", "POST /containers/a/update",
            "POST /containers/prune", "POST /commit?container=a", "GET /secrets", "GET /info", "POST /networks/create", "DELETE /volumes/a", "GET /volumes", "POST /swarm/init", "GET /plugins", "PUT /events", "POST /session",
            "GET /v1.41/info", "GET /v1.41/v1.41/info", "GET //info", "GET /v1.41/containers/json/../../info", "GET /containers/%2e%2e/info", "GET /images/%2E%2e%2finfo%3f/json", "GET /images/..%2finfo%3f/json", "GET /info?/containers/json", "GET /containers/json%3f/../../info",
        ])
        {
            string[] parts = call.Split(' ');
            using var request = new HttpRequestMessage(new HttpMethod(parts[0]), new Uri($"http://engine{parts[1]}", new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true }));
            using HttpResponseMessage response = await proxy.SendAsync(request);
            Assert.True(response.StatusCode == HttpStatusCode.Forbidden, $"{call}: {response.StatusCode}");
        }

        using HttpResponseMessage listed = await proxy.GetAsync(new Uri("/v1.41/containers/json", UriKind.Relative));
        Assert.Equal(HttpStatusCode.OK, listed.StatusCode);
    }

    private static async Task<HttpClient> SignInAsync(Compose compose)
    {
        var http = new HttpClient { BaseAddress = new Uri(compose.Address, "/promptwatcher/") };
        await Waiting.UntilAsync(async () =>
        {
            try
            {
                using var form = new FormUrlEncodedContent([new("key", Compose.AccessKey)]);
                using HttpResponseMessage response = await http.PostAsync(new Uri(compose.Address, "/login"), form);
                return response.IsSuccessStatusCode;
            }
            catch (HttpRequestException)
            {
                // It does not listen yet.
                return false;
            }
        });
        return http;
    }

    /// <summary>Asks until there is what is looked for.</summary>
    private static async Task<JsonElement> UntilAsync(Compose compose, HttpClient http, string path, Func<JsonElement, JsonElement> find)
    {
        JsonElement found = default, answer = default;
        try
        {
            await Waiting.UntilAsync(async () =>
            {
                using HttpResponseMessage response = await http.GetAsync(new Uri(path, UriKind.Relative));
                answer = await response.Content.ReadFromJsonAsync<JsonElement>();
                found = response.IsSuccessStatusCode ? find(answer) : default;
                return found.ValueKind == JsonValueKind.Object;
            });
        }
        catch (OperationCanceledException)
        {
            Assert.Fail($"{path}: {answer}\n{await compose.LogAsync()}");
        }

        return found;
    }
}
