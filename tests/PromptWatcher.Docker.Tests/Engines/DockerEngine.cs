namespace PromptWatcher.Docker.Tests.Engines;

/// <summary>A running engine of the tests' own, with the <see cref="Images"/>; containers run with <c>--network none</c>.</summary>
public sealed class DockerEngine : IAsyncDisposable
{
    private readonly EngineDirectory _directory;
    private readonly IReadOnlyList<string> _arguments;

    private DockerEngine(EngineDirectory directory, EngineKind kind, IReadOnlyList<string> arguments)
    {
        _directory = directory;
        _arguments = arguments;
        Kind = kind;
    }

    public EngineKind Kind { get; }

    /// <summary>The address, as in <c>unix:///tmp/.../engine.sock</c>.</summary>
    public string Endpoint { get; private set; } = "";

    /// <summary>The path of the address.</summary>
    public string SocketPath => Endpoint["unix://".Length..];

    /// <summary>The engine's process, not that of a container.</summary>
    public int ProcessId => int.Parse(File.ReadAllText(Path.Combine(_directory.Path, "engine.pid")));

    /// <summary>Starts one that no other test uses, to be stopped and killed at will.</summary>
    /// <param name="kind">Which engine.</param>
    /// <param name="flags">Flags of <c>dockerd</c>, as in <c>--live-restore</c>.</param>
    /// <exception cref="SkipException">There can be no such engine on this machine.</exception>
    public static async Task<DockerEngine> StartAsync(EngineKind kind, params string[] flags)
    {
        EngineDirectory directory = await EngineDirectory.CreateAsync();
        IEnumerable<string> choice = kind switch { EngineKind.Newest => ["--newest"], EngineKind.Podman => ["--podman"], _ => [] };
        var engine = new DockerEngine(directory, kind, [.. choice, .. flags]);
        try
        {
            await engine.StartAgainAsync();
            return engine;
        }
        catch
        {
            await engine.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts the engine after <see cref="StopAsync"/> or <see cref="KillAsync"/>, with the containers that it had.</summary>
    public async Task StartAgainAsync() => Endpoint = await EngineScript.StartAsync(_directory.Path, _arguments);

    /// <summary>Ends the engine as a system that shuts down does. Its containers end too, within 10 s, unless it has <c>--live-restore</c>.</summary>
    public Task StopAsync() => EngineScript.EndAsync("halt", _directory.Path);

    /// <summary>Ends the engine with SIGKILL; its containers run on until it is started again.</summary>
    public Task KillAsync() => EngineScript.EndAsync("halt", _directory.Path, "KILL");

    /// <summary>Runs the <c>docker</c> command against this engine and gives what it printed, without the last line's end.</summary>
    public async Task<string> DockerAsync(params string[] arguments)
    {
        Tool.Result result = await Tool.RunAsync("docker", arguments, ("DOCKER_HOST", Endpoint), ("DOCKER_CONTEXT", null), ("DOCKER_API_VERSION", null));
        return result.ExitCode == 0
            ? result.Output.TrimEnd('\n')
            : throw new InvalidOperationException($"docker {string.Join(' ', arguments)} ended with {result.ExitCode}: {result.Error}");
    }

    /// <summary>Ends the engine with all its containers, and removes what they left.</summary>
    public ValueTask DisposeAsync() => _directory.DisposeAsync();
}
