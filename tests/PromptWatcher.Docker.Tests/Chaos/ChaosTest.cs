using System.Text;
using PromptWatcher.Docker.Tests.Engines;
using PromptWatcher.Docker.Tests.Sessions;
using PromptWatcher.Environments;

namespace PromptWatcher.Docker.Tests.Chaos;

/// <summary>What the tests of what goes wrong share.</summary>
public abstract class ChaosTest : EngineTest
{
    private protected ChaosTest(SharedEngines engines)
        : base(engines)
    {
    }

    private protected static async Task<DockerPty> SpawnAsync(DockerEnvironment docker, string script) => (DockerPty)await docker.SpawnPtyAsync(Shell(script));

    private protected static ValueTask<System.IO.Pipelines.FlushResult> TypeAsync(PtyProcess pty, string text) => pty.Writer.WriteAsync(Encoding.UTF8.GetBytes(text));

    private protected static Task UntilAsync(DockerPty pty, DockerPtyState state) => Waiting.UntilAsync(() => pty.State == state, () => $"{pty.State} in place of {state}");
}
