using System.IO.Pipelines;
using BenchmarkDotNet.Attributes;
using PromptWatcher.Benchmarks.Clients;
using PromptWatcher.Benchmarks.Measurements;
using PromptWatcher.Benchmarks.SideBySide;

namespace PromptWatcher.Benchmarks.Micro;

/// <summary>One key to <c>cat</c> and back: on this machine, and through the engine that DOCKER_HOST names.</summary>
[MemoryDiagnoser]
public class EchoBenchmarks
{
    private readonly byte[] _key = "x"u8.ToArray();
    private BenchmarkEngine? _engine;
    private Client _client = null!;
    private ITerminal _terminal = null!;

    [ParamsSource(nameof(Clients))]
    public string ClientName { get; set; } = "";

    public static IEnumerable<string> Clients => Endpoint.Length == 0 ? ["local"] : ["local", "blocking", "promptwatcher"];

    private static string Endpoint => Environment.GetEnvironmentVariable("DOCKER_HOST") ?? "";

    [GlobalSetup]
    public async Task OpenAsync()
    {
        var settings = new Settings { Client = ClientName, Measurement = "", Endpoint = Endpoint, Image = "", Run = "", DataFile = "" };
        if (ClientName != "local")
        {
            _engine = new BenchmarkEngine(Endpoint, "promptwatcher-test:1");
            await _engine.PrepareAsync();
            settings = await _engine.SettingsAsync(ClientName, "", exec: false);
        }

        _client = Client.All[ClientName](settings);
        _terminal = await _client.OpenAsync("sh", "-c", Echo.Program);
        await _terminal.ExpectAsync(TerminalReading.Ready);
    }

    [GlobalCleanup]
    public async Task CloseAsync()
    {
        await _terminal.DisposeAsync();
        await _client.DisposeAsync();
        if (_engine is not null)
            await _engine.DisposeAsync();
    }

    [Benchmark]
    public async Task<long> TypeAsync()
    {
        await _terminal.TypeAsync(_key);
        ReadResult result = await _terminal.Output.ReadAsync();
        long length = result.Buffer.Length;
        _terminal.Output.AdvanceTo(result.Buffer.End);
        return length;
    }
}
