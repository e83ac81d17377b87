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

    /// <summary>Waits for a state of which nothing else tells.</summary>
    private protected static async Task UntilAsync(Func<bool> condition, string what, Func<string>? seen = null)
    {
        long begin = Environment.TickCount64;
        while (!condition())
        {
            Assert.True(Environment.TickCount64 - begin < Transcript.Patience.TotalMilliseconds, $"Not within {Transcript.Patience}: {what}. {seen?.Invoke()}");
            await Task.Delay(10);
        }
    }

    private protected static Task UntilAsync(DockerPty pty, DockerPtyState state) => UntilAsync(() => pty.State == state, $"{pty.Id} is {state}");
}
