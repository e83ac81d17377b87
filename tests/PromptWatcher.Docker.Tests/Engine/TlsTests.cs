using System.Net;
using System.Security.Authentication;
using PromptWatcher.Docker.Engine;
using PromptWatcher.Environments.Unix;

namespace PromptWatcher.Docker.Tests.Engine;

public sealed class TlsTests : IDisposable
{
    private readonly TestCertificates _certificates = new();

    public void Dispose() => _certificates.Dispose();

    private static async Task AnswerAsync(ScriptedRequest request)
    {
        if (request.Call.Contains("/attach", StringComparison.Ordinal))
        {
            await request.SendAsync("HTTP/1.1 101 UPGRADED\r\n\r\nhello");
            await request.Connection.CopyToAsync(request.Connection);
        }

        await request.AnswerAsync(200, request.Call.Contains("/wait", StringComparison.Ordinal) ? """{"StatusCode":5}""" : "[]");
    }

    [Theory]
    [InlineData(SslProtocols.Tls12)]
    [InlineData(SslProtocols.Tls13)]
    public async Task AnyCall_MutualTls_IsCarriedOut(SslProtocols protocol)
    {
        await using var engine = new ScriptedEngine(AnswerAsync, _certificates.Server(protocol));
        using EngineClient client = engine.Client(tls: _certificates.Client());

        Assert.Empty(await client.ListContainersAsync([], default));
        Assert.Empty(await client.ListContainersAsync([], default));
        Assert.Equal(1, engine.Accepted);
        using ContainerWait wait = await client.WaitContainerAsync("x", "next-exit", default);
        Assert.Equal(5, await wait.ExitCode.InTime());

        await using EngineStream stream = await client.AttachContainerAsync("x", default);
        Assert.IsNotType<LoopSocket>(stream.Stream);
        byte[] received = new byte[5 - stream.AlreadyRead.Length];
        await stream.Stream.ReadExactlyAsync(received).AsTask().InTime();
        Assert.Equal("hello"u8, [.. stream.AlreadyRead.Span, .. received]);
        await stream.Stream.WriteAsync("echo"u8.ToArray());
        byte[] echo = new byte[4];
        await stream.Stream.ReadExactlyAsync(echo).AsTask().InTime();
        Assert.Equal("echo"u8, echo);
    }

    [Theory]
    [InlineData(SslProtocols.Tls12)]
    [InlineData(SslProtocols.Tls13)]
    public async Task AnyCall_EngineOfAnotherAuthority_IsRefusedHere(SslProtocols protocol)
    {
        using var other = new TestCertificates();
        await using var engine = new ScriptedEngine(AnswerAsync, other.Server(protocol));
        await FailsAsync(engine, _certificates.Client(), "TLS failed", "ca.pem");
        Assert.Empty(engine.Targets);
    }

    [Fact]
    public async Task AnyCall_CertificateForAnotherAddress_IsRefusedHere()
    {
        await using var engine = new ScriptedEngine(AnswerAsync, _certificates.Server(address: IPAddress.Parse("10.1.2.3")));
        await FailsAsync(engine, _certificates.Client(), "TLS failed", "the address is in its certificate");
        Assert.Empty(engine.Targets);
    }

    [Fact]
    public async Task AnyCall_VerificationSkipped_TakesAnyEngine()
    {
        await using var engine = new ScriptedEngine(AnswerAsync, _certificates.Server(address: IPAddress.Parse("10.1.2.3")));
        using EngineClient client = engine.Client(tls: _certificates.Client(skipVerify: true));

        Assert.Empty(await client.ListContainersAsync([], default));
    }

    [Theory]
    [InlineData(SslProtocols.Tls12, false)]
    [InlineData(SslProtocols.Tls12, true)]
    [InlineData(SslProtocols.Tls13, false)]
    [InlineData(SslProtocols.Tls13, true)]
    public async Task AnyCall_CertificateThatTheEngineRefuses_SaysWhatToCheck(SslProtocols protocol, bool none)
    {
        using var other = new TestCertificates();
        EngineTls tls = none
            ? _certificates.Client() with { CertificateFile = null, KeyFile = null }
            : other.Client() with { AuthorityFile = _certificates.Client().AuthorityFile };
        await using var engine = new ScriptedEngine(AnswerAsync, _certificates.Server(protocol));

        await FailsAsync(engine, tls, "cert.pem and key.pem");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task AnyCall_TlsToAnEngineInTheClear_SaysSo(bool answersFirst)
    {
        await using var engine = new ScriptedEngine(AnswerAsync, tcp: true);
        await using var impatient = new PlainServer("HTTP/1.1 400 Bad Request\r\nContent-Type: text/plain\r\nConnection: close\r\n\r\n400 Bad Request");

        await FailsAsync(answersFirst ? impatient.Endpoint(_certificates.Client()) : engine.Endpoint(_certificates.Client()), TimeSpan.FromSeconds(1), answersFirst ? ["does not speak TLS"] : ["did not answer"]);
    }

    [Fact]
    public async Task AnyCall_InTheClearToGosTls_SaysHowToNameTheCertificates()
    {
        await using var server = new PlainServer("HTTP/1.0 400 Bad Request\r\n\r\nClient sent an HTTP request to an HTTPS server.\n");
        using var client = new EngineClient(server.Endpoint(tls: null), Limit.Generous, new Surroundings().Build());

        foreach (Func<Task> call in new Func<Task>[] { () => client.ListContainersAsync([], default), () => client.AttachContainerAsync("x", default) })
        {
            var error = await Assert.ThrowsAsync<DockerEngineException>(() => call().InTime());
            Assert.Contains("HTTP request to an HTTPS server", error.Message, StringComparison.Ordinal);
            Assert.Contains("CertificatePath", error.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task AnyCall_InTheClearToAnotherTls_SaysHowToNameTheCertificates()
    {
        await using var engine = new ScriptedEngine(AnswerAsync, _certificates.Server());

        await FailsAsync(engine, tls: null);
    }

    [Theory]
    [InlineData("ca.pem")]
    [InlineData("cert.pem")]
    [InlineData("key.pem")]
    public async Task AnyCall_FileThatIsNoPem_IsNamed(string file)
    {
        File.WriteAllText(Path.Combine(_certificates.Folder, file), "nothing of the kind");
        await using var engine = new ScriptedEngine(AnswerAsync, _certificates.Server());

        await FailsAsync(engine, _certificates.Client(), file);
    }

    [Fact]
    public async Task AnyCall_MissingAuthority_IsNamed()
    {
        File.Delete(Path.Combine(_certificates.Folder, "ca.pem"));
        await using var engine = new ScriptedEngine(AnswerAsync, _certificates.Server());

        await FailsAsync(engine, _certificates.Client(), "ca.pem");
    }

    private static Task FailsAsync(ScriptedEngine engine, EngineTls? tls, params string[] words) => FailsAsync(engine.Endpoint(tls), Limit.Generous, words);

    private static async Task FailsAsync(DockerEndpoint endpoint, TimeSpan timeout, params string[] words)
    {
        using var client = new EngineClient(endpoint, timeout, new Surroundings().Build());
        var error = await Assert.ThrowsAsync<DockerEngineException>(() => client.ListContainersAsync([], default).InTime());
        Assert.All(words.Append(endpoint.ToString()), word => Assert.Contains(word, error.Message, StringComparison.Ordinal));
    }
}
