using System.Security.Cryptography;
using System.Text;
using PromptWatcher.AspNetCore.Tests.Sample;
using PromptWatcher.Docker.Tests.Engine;
using PromptWatcher.Docker.Tests.Engines;
using PromptWatcher.Environments;

namespace PromptWatcher.Docker.Tests.Chaos;

/// <summary>Engines over TCP, with and without TLS, and those that cannot be reached.</summary>
[Collection(nameof(NeedsEngine))]
public sealed class EndpointTests(SharedEngines engines) : ChaosTest(engines)
{
    [SkippableFact]
    public async Task Tcp_EverythingThatATerminalDoes_Works()
    {
        await using var proxy = new CuttingProxy((await Engines.GetAsync()).SocketPath);
        await CheckEverythingAsync(Docker(proxy.Endpoint));
    }

    [SkippableTheory]
    [InlineData(EngineKind.Installed)]
    [InlineData(EngineKind.Newest)]
    public async Task Tls_EverythingThatATerminalDoes_WorksAndStrangersAreToldWhy(EngineKind kind)
    {
        using var certificates = new TestCertificates();
        using var others = new TestCertificates();
        int port = FreePort.Find();
        await using DockerEngine engine = await DockerEngine.StartAsync(kind, certificates.FlagsFor(port));
        string endpoint = $"tcp://127.0.0.1:{port}";
        await using (DockerEnvironment docker = Docker(endpoint, options => options.CertificatePath = certificates.Folder))
            await CheckEverythingAsync(docker);

        Assert.Contains("ca.pem", await ErrorAsync(endpoint, others.Folder));
        File.Copy(Path.Combine(certificates.Folder, "ca.pem"), Path.Combine(others.Folder, "ca.pem"), overwrite: true);
        Assert.Contains("certificate", await ErrorAsync(endpoint, others.Folder));
        File.Delete(Path.Combine(others.Folder, "cert.pem"));
        File.Delete(Path.Combine(others.Folder, "key.pem"));
        Assert.Contains("certificate", await ErrorAsync(endpoint, others.Folder));
        Assert.Contains(nameof(DockerEnvironmentOptions.CertificatePath), await ErrorAsync(endpoint, null));
    }

    [SkippableFact]
    public async Task ListPtysAsync_NoEngine_SaysSo()
    {
        string socket = Path.Combine(Path.GetTempPath(), $"no-engine-{Guid.NewGuid():N}.sock");
        int port = FreePort.Find();

        Assert.Contains($"there is no socket '{socket}'", await ErrorAsync($"unix://{socket}", null));
        Assert.Contains("nothing listens there", await ErrorAsync($"tcp://127.0.0.1:{port}", null));
    }

    [SkippableFact]
    public async Task ListPtysAsync_SocketOfOthers_SaysWhichGroupToJoin()
    {
        DockerEngine engine = await Engines.GetAsync();
        Skip.IfNot(Environment.IsPrivilegedProcess && File.Exists("/usr/bin/setpriv"), "Another user needs root and setpriv.");
        string host = Path.Combine(AppContext.BaseDirectory, "PromptWatcher.Docker.TestHost.dll");
        File.SetUnixFileMode(Path.GetDirectoryName(engine.SocketPath)!, (UnixFileMode)0b111_101_101);

        Tool.Result result = await Tool.RunAsync("setpriv", ["--reuid", "65534", "--regid", "65534", "--clear-groups", "dotnet", host, engine.Endpoint, Images.Full, "nobody", "1"], ("HOME", "/tmp"));

        Skip.If(result.Error.Contains("does not exist", StringComparison.Ordinal), "Another user may not read this folder.");
        Assert.Contains($"permission denied on the socket '{engine.SocketPath}'", result.Error);
        Assert.Contains("usermod", result.Error);
    }

    private static async Task CheckEverythingAsync(DockerEnvironment docker)
    {
        await using (DockerPty pty = await SpawnAsync(docker, Scripts.Painter))
        {
            var output = new Transcript(pty);
            await TypeAsync(pty, "hello\n");
            await output.UntilAsync("typed[hello,]");
            await pty.ResizeAsync(new TerminalSize(91, 29));
            await output.UntilAsync("at 29 91 typed[hello,]");
            await TypeAsync(pty, "bye\n");
            Assert.Equal(new PtyExit(5), await pty.ExitAsync());
        }

        await using (DockerPty pty = await SpawnAsync(docker, "stty -onlcr; seq 1 762000"))
        {
            var expected = new StringBuilder();
            for (int i = 1; i <= 762_000; i++)
                expected.Append(i).Append('\n');
            Assert.Equal(expected.ToString(), await pty.ReadTextToEndAsync());
            Assert.Equal(new PtyExit(0), await pty.ExitAsync());
        }

        // All but 255, by which the engine finds its detach keys.
        byte[] paste = RandomNumberGenerator.GetItems<byte>([.. Enumerable.Range(0, 255).Select(static value => (byte)value)], 1024 * 1024);
        await using (DockerPty pty = await SpawnAsync(docker, "stty raw -echo; echo ready; head -c 1048576 | sha256sum; exit 2"))
        {
            var output = new Transcript(pty);
            await output.UntilAsync("ready");
            await pty.Writer.WriteAsync(paste);
            Assert.Equal(new PtyExit(2), await pty.ExitAsync());
            await output.Ended;
            Assert.Contains(Convert.ToHexStringLower(SHA256.HashData(paste)), output.Text);
        }

        await using (DockerPty pty = await SpawnAsync(docker, Scripts.Endless))
        {
            Assert.False((await pty.Reader.ReadAsync()).IsCompleted);
            await pty.KillAsync().AsTask().WaitAsync(Waiting.Patience);
            Assert.Equal(new PtyExit(null, 1), await pty.ExitAsync());
        }
    }

    private async Task<string> ErrorAsync(string endpoint, string? certificates)
    {
        await using DockerEnvironment docker = Docker(endpoint, options => options.CertificatePath = certificates);
        return (await Assert.ThrowsAsync<DockerEngineException>(async () => await docker.ListPtysAsync().ToListAsync())).Message;
    }
}
