using PromptWatcher.Docker;
using PromptWatcher.Environments;

namespace PromptWatcher.Tests.Environments;

public sealed class PtySpawnOptionsTests
{
    private const string Secret = "s3cr3t";

    [Fact]
    public void ToString_OptionsWithSecrets_TellsTheCommandAndTheSession()
    {
        var options = new PtySpawnOptions
        {
            Command = "claude", SessionId = "one", Arguments = [Secret], InitialPrompt = Secret,
            Environment = new Dictionary<string, string?> { ["KEY"] = Secret }, Secrets = new Dictionary<string, string> { ["key"] = Secret },
        };

        Assert.Equal("PtySpawnOptions { Command = claude, SessionId = one, EnvironmentId =  }", options.ToString());
        Assert.DoesNotContain(Secret, new DockerSpawnOptions { Command = "claude", InitialPrompt = Secret }.ToString(), StringComparison.Ordinal);
    }
}
