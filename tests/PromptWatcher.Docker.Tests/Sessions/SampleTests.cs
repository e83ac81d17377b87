using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using PromptWatcher.AspNetCore.Tests.Sample;
using PromptWatcher.Docker.Tests.Engines;

namespace PromptWatcher.Docker.Tests.Sessions;

/// <summary>samples/PromptWatcher.Web with a session in a container.</summary>
[Collection(nameof(NeedsEngine))]
public sealed class SampleTests(SharedEngines engines) : EngineTest(engines)
{
    [SkippableFact]
    public async Task Sample_KilledAndStartedAgain_ItsSessionWaitsWithTheSameQuestionAndTakesTheAnswer()
    {
        DockerEngine engine = await Engines.GetAsync();
        DirectoryInfo data = Directory.CreateTempSubdirectory("promptwatcher-sample");
        using SampleProcess sample = await SampleProcess.StartAsync(
            new Dictionary<string, string?> { ["DOCKER_HOST"] = engine.Endpoint, ["DOCKER_CONTEXT"] = null }, $"--Image={Images.Full}", $"--Data={data.FullName}");
        using var http = new HttpClient { BaseAddress = new Uri(sample.Address, "/promptwatcher/api/sessions/") };

        // bash draws its line again when the size changes, as full-screen programs do; one that draws nothing shows nothing until it prints.
        using (HttpResponseMessage made = await http.PostAsJsonAsync("", new { id = "s", environment = "docker", command = "bash", arguments = new[] { "-c", "read -e -p 'Go on? [y/N] ' a; echo \"got <$a>\"; sleep 600" } }))
            Assert.True(made.StatusCode == HttpStatusCode.Created, await made.Content.ReadAsStringAsync());
        JsonElement before = await AskingAsync(http);

        await sample.KillAsync();
        await sample.RunAsync();

        JsonElement after = await AskingAsync(http);
        Assert.Equal("Go on? [y/N]", after.GetProperty("prompt").GetProperty("question").GetString());
        Assert.NotEqual(before.GetProperty("epoch").GetString(), after.GetProperty("epoch").GetString());
        using (HttpResponseMessage answered = await http.PostAsJsonAsync("s/answer", new { epoch = after.GetProperty("epoch").GetString(), prompt = after.GetProperty("prompt").GetProperty("id").GetInt64(), option = "y" }))
            Assert.Equal(HttpStatusCode.NoContent, answered.StatusCode);
        await Waiting.UntilAsync(async () => (await http.GetStringAsync("s/snapshot?format=text")).Contains("got <y>", StringComparison.Ordinal));
        using (HttpResponseMessage ended = await http.DeleteAsync("s"))
            Assert.Equal(HttpStatusCode.NoContent, ended.StatusCode);
        Assert.Empty(await engine.DockerAsync("ps", "--all", "--quiet", "--filter", "label=promptwatcher.owner=promptwatcher-web"));
        data.Delete(recursive: true);
    }

    private static async Task<JsonElement> AskingAsync(HttpClient http)
    {
        JsonElement session = default;
        await Waiting.UntilAsync(async () =>
        {
            using HttpResponseMessage found = await http.GetAsync("s");
            session = await found.Content.ReadFromJsonAsync<JsonElement>();
            return found.IsSuccessStatusCode && session.GetProperty("prompt").ValueKind == JsonValueKind.Object;
        });
        return session;
    }
}
