using PromptWatcher.Benchmarks.SideBySide;

namespace PromptWatcher.Benchmarks.Hosts;

/// <summary>Containers with a shell each, and a terminal for it.</summary>
internal sealed class ContainerTerminals : IAsyncDisposable
{
    private readonly List<string> _containers = [];
    private readonly string _engine;

    private ContainerTerminals(string engine) => _engine = engine;

    internal static async Task<ContainerTerminals> OpenAsync(string engine, string image, int count)
    {
        var terminals = new ContainerTerminals(engine);
        for (int i = 0; i < count; i++)
            terminals._containers.Add(await Tool.RunAsync("docker", "--host", engine, "run", "--detach", "--tty", "--interactive", "--network", "none", image, "sh"));
        return terminals;
    }

    public async ValueTask DisposeAsync()
    {
        if (_containers.Count > 0)
            await Tool.RunAsync("docker", ["--host", _engine, "rm", "--force", .. _containers]);
    }
}
