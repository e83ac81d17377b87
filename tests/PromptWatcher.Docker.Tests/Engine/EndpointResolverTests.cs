using System.Security.Cryptography;
using System.Text;
using PromptWatcher.Docker.Engine;

namespace PromptWatcher.Docker.Tests.Engine;

public sealed class EndpointResolverTests : IDisposable
{
    private readonly string _home = Directory.CreateTempSubdirectory("pw-home-").FullName;

    private string Config => Path.Combine(_home, ".docker");

    public EndpointResolverTests() => Directory.CreateDirectory(Config);

    public void Dispose() => Directory.Delete(_home, recursive: true);

    [Theory]
    [InlineData("unix:///a/b c%20?#.sock", "/a/b c%20?#.sock")]
    [InlineData("unix://@abstract", "@abstract")]
    [InlineData("npipe:////./pipe/docker_engine", "//./pipe/docker_engine")]
    [InlineData("tcp://10.0.0.1:2375", "10.0.0.1:2375")]
    [InlineData("tcp://engine.example", "engine.example:2375/")]
    [InlineData("tcp://[::1]:99", "[::1]:99")]
    [InlineData("10.0.0.1:99", "10.0.0.1:99")]
    [InlineData(" tcp://h:1 ", "h:1")]
    public void Resolve_Option_IsTaken(string endpoint, string location) =>
        Assert.Equal(location, Resolve(new DockerEnvironmentOptions { Endpoint = endpoint }).Location);

    [Theory]
    [InlineData("http://h:1", "http://")]
    [InlineData("fd://", "fd://")]
    [InlineData("unix://", "no path")]
    [InlineData("tcp://", "HOST:PORT")]
    [InlineData("tcp://h:99999", "not an address")]
    [InlineData("tcp://user:password@h:1", "HOST:PORT")]
    [InlineData("", "HOST:PORT")]
    [InlineData("ssh://user@host", "ssh -nNT -L")]
    public void Resolve_AddressThatIsNotReachedFromHere_SaysWhatToWrite(string address, string words)
    {
        Contains(Assert.Throws<DockerEngineException>(() => Resolve(new DockerEnvironmentOptions { Endpoint = address })), words, "the option Endpoint");
        if (address.Length > 0)
            Contains(Assert.Throws<DockerEngineException>(() => Resolve(new(), new() { Variables = { ["DOCKER_HOST"] = address } })), words, "DOCKER_HOST");
    }

    [Fact]
    public void Resolve_OptionAndAllElse_OptionWins()
    {
        Context("c", """{"Endpoints":{"docker":{"Host":"unix:///context"}}}""");
        File.WriteAllText(Path.Combine(Config, "config.json"), """{"currentContext":"c"}""");
        var surroundings = new Surroundings { Variables = { ["DOCKER_HOST"] = "unix:///host", ["DOCKER_CONTEXT"] = "c" }, Sockets = { "/var/run/docker.sock" }, Home = _home };

        Assert.Equal("/option", Resolve(new DockerEnvironmentOptions { Endpoint = "unix:///option" }, surroundings).Location);
        Assert.Equal("/host", Resolve(new(), surroundings).Location);
        surroundings.Variables.Remove("DOCKER_HOST");
        Assert.Equal("/context", Resolve(new(), surroundings).Location);
        surroundings.Variables["DOCKER_CONTEXT"] = "default";
        Assert.Equal("/var/run/docker.sock", Resolve(new(), surroundings).Location);
        surroundings.Variables.Remove("DOCKER_CONTEXT");
        Assert.Equal("/context", Resolve(new(), surroundings).Location);
        File.Delete(Path.Combine(Config, "config.json"));
        Assert.Equal("/var/run/docker.sock", Resolve(new(), surroundings).Location);
    }

    [Theory]
    [InlineData("/var/run/docker.sock /run/user/1/docker.sock", "/var/run/docker.sock")]
    [InlineData("/run/user/1/docker.sock /home/u/.docker/run/docker.sock", "/run/user/1/docker.sock")]
    [InlineData("/home/u/.docker/run/docker.sock /run/user/1/podman/podman.sock", "/home/u/.docker/run/docker.sock")]
    [InlineData("/run/user/1/podman/podman.sock /run/podman/podman.sock", "/run/user/1/podman/podman.sock")]
    [InlineData("/run/podman/podman.sock", "/run/podman/podman.sock")]
    public void Resolve_NothingNamed_TakesTheFirstSocketThereIs(string sockets, string expected) =>
        Assert.Equal(expected, Resolve(new(), new Surroundings { Home = "/home/u", Variables = { ["XDG_RUNTIME_DIR"] = "/run/user/1" }, Sockets = [.. sockets.Split(' ')] }).Location);

    [Theory]
    [InlineData(@"\\.\pipe\docker_engine", "//./pipe/docker_engine")]
    [InlineData(@"\\.\pipe\dockerDesktopLinuxEngine", "//./pipe/dockerDesktopLinuxEngine")]
    public void Resolve_NothingNamedOnWindows_TakesTheFirstPipeThereIs(string pipe, string expected)
    {
        DockerEndpoint endpoint = Resolve(new(), new Surroundings { IsWindows = true, Sockets = { pipe } });

        Assert.Equal(("npipe", expected), (endpoint.Address.Scheme, endpoint.Location));
    }

    [Fact]
    public void Resolve_NoEngine_ListsWhereWasLooked() => Contains(
        Assert.Throws<DockerEngineException>(() => Resolve(new(), new Surroundings { Home = "/home/u", Variables = { ["XDG_RUNTIME_DIR"] = "/run/user/1" } })),
        "/var/run/docker.sock", "/run/user/1/docker.sock", "/home/u/.docker/run/docker.sock", "/run/user/1/podman/podman.sock", "/run/podman/podman.sock", "DOCKER_HOST", "Start Docker or Podman");

    [Fact]
    public void Resolve_VerifyVariable_AsksForTls()
    {
        File.WriteAllText(Path.Combine(Config, "cert.pem"), "");
        File.WriteAllText(Path.Combine(Config, "key.pem"), "");
        var surroundings = new Surroundings { Home = _home, Variables = { ["DOCKER_HOST"] = "tcp://h", ["DOCKER_TLS_VERIFY"] = "1" } };

        DockerEndpoint endpoint = Resolve(new(), surroundings);
        Assert.Equal(2376, endpoint.Address.Port);
        Assert.Equal(new EngineTls(Path.Combine(Config, "ca.pem"), Path.Combine(Config, "cert.pem"), Path.Combine(Config, "key.pem"), SkipVerify: false), endpoint.Tls);

        surroundings.Variables["DOCKER_CERT_PATH"] = "/elsewhere";
        Assert.Equal(new EngineTls("/elsewhere/ca.pem", null, null, SkipVerify: false), Resolve(new(), surroundings).Tls);
        surroundings.Variables.Remove("DOCKER_TLS_VERIFY");
        Assert.Null(Resolve(new(), surroundings).Tls);
        surroundings.Variables["DOCKER_TLS"] = "1";
        Assert.True(Resolve(new(), surroundings).Tls!.SkipVerify);
        Assert.Equal("/own/ca.pem", Resolve(new DockerEnvironmentOptions { Endpoint = "tcp://h", CertificatePath = "/own" }, surroundings).Tls!.AuthorityFile);
        Assert.Null(Resolve(new DockerEnvironmentOptions { Endpoint = "tcp://h" }, surroundings).Tls);
        surroundings.Variables["DOCKER_HOST"] = "unix:///s";
        Assert.Null(Resolve(new(), surroundings).Tls);
    }

    [Fact]
    public void Resolve_ContextWithTls_TakesItsFiles()
    {
        string tls = Context("build box", """{"Name":"build box","Metadata":{},"Endpoints":{"docker":{"Host":"tcp://h:2376","SkipTLSVerify":false},"kubernetes":{}}}""");
        Directory.CreateDirectory(tls);
        File.WriteAllText(Path.Combine(tls, "ca.pem"), "");

        DockerEndpoint endpoint = Resolve(new(), new Surroundings { Home = _home, Variables = { ["DOCKER_CONTEXT"] = "build box" } });

        Assert.Equal(new EngineTls(Path.Combine(tls, "ca.pem"), null, null, SkipVerify: false), endpoint.Tls);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Resolve_ContextWithoutFiles_SkipsVerificationOnlyWhereItSays(bool skip)
    {
        Context("c", """{"Endpoints":{"docker":{"Host":"tcp://h:2376","SkipTLSVerify":SKIP}}}""".Replace("SKIP", skip ? "true" : "false", StringComparison.Ordinal));

        Assert.Equal(skip, Resolve(new(), new Surroundings { Home = _home, Variables = { ["DOCKER_CONTEXT"] = "c" } }).Tls is { SkipVerify: true });
    }

    [Fact]
    public void Resolve_ConfigurationElsewhere_IsFollowed()
    {
        Context("c", """{"Endpoints":{"docker":{"Host":"unix:///context"}}}""");
        File.WriteAllText(Path.Combine(Config, "config.json"), """{"currentContext":"c","auths":{},"HttpHeaders":{"a":"b"}}""");

        Assert.Equal("/context", Resolve(new(), new Surroundings { Home = "/nonexistent", Variables = { ["DOCKER_CONFIG"] = Config } }).Location);
    }

    [Fact]
    public void Resolve_UnknownContext_SaysHowToListThem() =>
        Contains(Assert.Throws<DockerEngineException>(() => Resolve(new(), new Surroundings { Home = _home, Variables = { ["DOCKER_CONTEXT"] = "../x" } })), "no Docker context '../x'", "docker context ls");

    [Theory]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("""{"Endpoints":null}""")]
    [InlineData("""{"Endpoints":{"docker":null}}""")]
    [InlineData("""{"Endpoints":{"docker":{"Host":""}}}""")]
    [InlineData("""{"Endpoints":{"docker":{"Host":7}}}""")]
    [InlineData("")]
    public void Resolve_ContextThatIsNotRight_NamesTheFile(string json)
    {
        Context("c", json);

        Contains(Assert.Throws<DockerEngineException>(() => Resolve(new(), new Surroundings { Home = _home, Variables = { ["DOCKER_CONTEXT"] = "c" } })), "meta.json", "'c'");
    }

    [Theory]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("")]
    [InlineData("""{"currentContext":5}""")]
    public void Resolve_ConfigurationThatIsNotRight_NamesTheFile(string json)
    {
        File.WriteAllText(Path.Combine(Config, "config.json"), json);

        Contains(Assert.Throws<DockerEngineException>(() => Resolve(new(), new Surroundings { Home = _home })), Path.Combine(Config, "config.json"), "DOCKER_CONFIG");
    }

    [Fact]
    public void Resolve_EmptyConfiguration_IsNone()
    {
        File.WriteAllText(Path.Combine(Config, "config.json"), "null");

        Assert.Equal("/run/podman/podman.sock", Resolve(new(), new Surroundings { Home = _home, Sockets = { "/run/podman/podman.sock" } }).Location);
    }

    private DockerEndpoint Resolve(DockerEnvironmentOptions options, Surroundings? surroundings = null) =>
        new EndpointResolver((surroundings ?? new Surroundings { Home = _home }).Build()).Resolve(options);

    private string Context(string name, string json)
    {
        string id = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)));
        string folder = Path.Combine(Config, "contexts", "meta", id);
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, "meta.json"), json);
        return Path.Combine(Config, "contexts", "tls", id, "docker");
    }

    private static void Contains(DockerEngineException error, params string[] words) => Assert.All(words, word => Assert.Contains(word, error.Message, StringComparison.Ordinal));
}
