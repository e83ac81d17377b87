using System.Text;
using System.Text.Json;
using PromptWatcher.Docker.Engine;

namespace PromptWatcher.Docker.Tests.Engine;

public sealed class PullTests : IDisposable
{
    private readonly string _home = Directory.CreateTempSubdirectory("pw-home-").FullName;

    public PullTests() => Directory.CreateDirectory(Path.Combine(_home, ".docker"));

    public void Dispose() => Directory.Delete(_home, recursive: true);

    [Theory]
    [InlineData("node", "node", "latest", "docker.io")]
    [InlineData("node:22", "node", "22", "docker.io")]
    [InlineData("a/b:c", "a/b", "c", "docker.io")]
    [InlineData("host.example/a/b", "host.example/a/b", "latest", "host.example")]
    [InlineData("host:5000/a", "host:5000/a", "latest", "host:5000")]
    [InlineData("localhost/a:1", "localhost/a", "1", "localhost")]
    [InlineData("a@sha256:0123", "a", "sha256:0123", "docker.io")]
    [InlineData("host:5000/a:1@sha256:0123", "host:5000/a", "sha256:0123", "host:5000")]
    public void Parse_Reference_GivesItsParts(string reference, string name, string tag, string registry) => Assert.Equal(new ImageReference(registry, name, tag), ImageReference.Parse(reference));

    [Fact]
    public async Task PullImageAsync_Lines_AreProgress()
    {
        var progress = new List<PullProgress>();
        (ScriptedRequest request, _) = await PullAsync("a/b:1",
            """
            {"status":"Pulling from a/b","id":"1"}
            {"status":"Downloading","progressDetail":{"current":5,"total":10},"progress":"[=>]","id":"f00"}
            {"status":"Pull complete","progressDetail":{},"id":"f00"}
            {"stream":"of Podman"}
            """, progress);

        Assert.Equal("POST /images/create?fromImage=a%2Fb&tag=1", request.Call);
        Assert.False(request.Headers.ContainsKey("X-Registry-Auth"));
        Assert.Equal([new("Pulling from a/b", "1", null, null), new("Downloading", "f00", 5, 10), new("Pull complete", "f00", null, null)], progress);
    }

    [Fact]
    public async Task PullImageAsync_ErrorInsideTheAnswer_IsTyped()
    {
        var error = await Assert.ThrowsAsync<DockerEngineException>(() => PullAsync("a/b:1", """{"status":"Pulling"}""" + "\n" + """{"errorDetail":{"message":"manifest unknown"},"error":"manifest unknown"}"""));

        Assert.Equal("manifest unknown", error.EngineMessage);
        Assert.Contains("pull the image 'a/b:1'", error.Message, StringComparison.Ordinal);
        Assert.Contains("tag", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("node", "https://index.docker.io/v1/")]
    [InlineData("r.example:5000/a", "r.example:5000")]
    [InlineData("old.example/a", "https://old.example/v2/")]
    public async Task PullImageAsync_LoggedIn_SendsTheCredentials(string image, string key)
    {
        Configure($$$"""{"auths":{"other.example":{"auth":"eDp5"},"{{{key}}}":{"auth":"{{{Base64("me:se:cret?>")}}}"} } }""");

        JsonElement auth = await AuthAsync(image);

        Assert.Equal(("me", "se:cret?>"), (auth.GetProperty("username").GetString(), auth.GetProperty("password").GetString()));
    }

    [Fact]
    public async Task PullImageAsync_IdentityToken_IsSent()
    {
        Configure("""{"auths":{"r.example":{"auth":"","identitytoken":"tok"}}}""");

        JsonElement auth = await AuthAsync("r.example/a");

        Assert.Equal(("tok", "r.example"), (auth.GetProperty("identitytoken").GetString(), auth.GetProperty("serveraddress").GetString()));
    }

    [Theory]
    [InlineData("""{"credHelpers":{"r.example":"pwtest"},"credsStore":"none"}""")]
    [InlineData("""{"credsStore":"pwtest"}""")]
    public async Task PullImageAsync_Helper_IsAsked(string config)
    {
        Configure(config);
        Helper("""read host; printf '{"ServerURL":"%s","Username":"u-%s","Secret":"s-%s"}' "$host" "$1" "$host" """);

        JsonElement auth = await AuthAsync("r.example/a");

        Assert.Equal(("u-get", "s-r.example"), (auth.GetProperty("username").GetString(), auth.GetProperty("password").GetString()));
    }

    [Fact]
    public async Task PullImageAsync_HelperWithAToken_SendsIt()
    {
        Configure("""{"credsStore":"pwtest"}""");
        Helper("""echo '{"Username":"<token>","Secret":"tok"}'""");

        Assert.Equal("tok", (await AuthAsync("r.example/a")).GetProperty("identitytoken").GetString());
    }

    [Fact]
    public async Task PullImageAsync_HelperThatKnowsNothing_PullsWithout()
    {
        Configure("""{"credsStore":"pwtest"}""");
        Helper("echo credentials not found in native keychain; exit 1");

        Assert.False((await PullAsync("r.example/a", "")).Request.Headers.ContainsKey("X-Registry-Auth"));
    }

    [Theory]
    [InlineData("echo 'my secret hunter2'; echo hunter2 >&2; exit 3", "code 3")]
    [InlineData("echo 'hunter2 no json'", "not JSON")]
    [InlineData(null, "no such program")]
    public async Task PullImageAsync_HelperThatFails_IsNamedAndNeverQuoted(string? script, string words)
    {
        Configure("""{"credsStore":"pwtest"}""");
        if (script is not null)
            Helper(script);

        var error = await Assert.ThrowsAsync<DockerEngineException>(() => PullAsync("r.example/a", ""));

        Assert.Contains("docker-credential-pwtest", error.Message, StringComparison.Ordinal);
        Assert.Contains(words, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", error.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("../../bin/sh")]
    [InlineData("a b")]
    [InlineData("a;b")]
    public async Task PullImageAsync_HelperWithAHostileName_IsNotRun(string name)
    {
        Configure($$"""{"credsStore":"{{name}}"}""");

        await Assert.ThrowsAsync<DockerEngineException>(() => PullAsync("r.example/a", ""));
    }

    [Fact]
    public async Task PullImageAsync_ConfigurationThatIsNoJson_IsNamedAndNeverQuoted()
    {
        Configure("{\"auths\":{\"r.example\":{\"auth\":hunter2}}}");

        var error = await Assert.ThrowsAsync<DockerEngineException>(() => PullAsync("r.example/a", ""));

        Assert.Contains(Path.Combine(_home, ".docker", "config.json"), error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task PullImageAsync_Refused_KeepsTheCredentialsOutOfTheError()
    {
        Configure($$$"""{"auths":{"r.example":{"auth":"{{{Base64("me:hunter2")}}}"} } }""");
        await using var engine = new ScriptedEngine(request => request.AnswerAsync(500, """{"message":"unauthorized: authentication required"}"""));
        using EngineClient client = Client(engine);

        var error = await Assert.ThrowsAsync<DockerEngineException>(() => client.PullImageAsync("r.example/a", null, default));

        Assert.DoesNotContain("hunter2", error.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(Base64("me:hunter2"), error.ToString(), StringComparison.Ordinal);
        Assert.Contains("docker login", error.Message, StringComparison.Ordinal);
    }

    private void Configure(string json) => File.WriteAllText(Path.Combine(_home, ".docker", "config.json"), json);

    private void Helper(string script)
    {
        string path = Path.Combine(_home, "docker-credential-pwtest");
        File.WriteAllText(path, "#!/bin/sh\n" + script + "\n");
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserExecute);
    }

    private EngineClient Client(ScriptedEngine engine) =>
        engine.Client(surroundings: new Surroundings { Home = _home, Variables = { ["PATH"] = _home } });

    private async Task<(ScriptedRequest Request, bool Done)> PullAsync(string image, string lines, List<PullProgress>? progress = null)
    {
        ScriptedRequest? seen = null;
        await using var engine = new ScriptedEngine(request => (seen = request).AnswerAsync(200, lines));
        using EngineClient client = Client(engine);
        await client.PullImageAsync(image, progress is null ? null : new Collected(progress), default).InTime();
        return (seen!, true);
    }

    private async Task<JsonElement> AuthAsync(string image)
    {
        string header = (await PullAsync(image, "")).Request.Headers["X-Registry-Auth"];
        return JsonDocument.Parse(Convert.FromBase64String(header.Replace('-', '+').Replace('_', '/'))).RootElement;
    }

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    private sealed class Collected(List<PullProgress> progress) : IProgress<PullProgress>
    {
        public void Report(PullProgress value) => progress.Add(value);
    }
}
