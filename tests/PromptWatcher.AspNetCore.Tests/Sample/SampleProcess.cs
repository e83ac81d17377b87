using System.Diagnostics;

namespace PromptWatcher.AspNetCore.Tests.Sample;

/// <summary>samples/PromptWatcher.Web as a user runs it, in a process of its own, which can be killed and be started again at the same address.</summary>
internal sealed class SampleProcess : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly IReadOnlyDictionary<string, string?> _variables;
    private readonly string[] _arguments;
    private Process _process = null!;

    private SampleProcess(IReadOnlyDictionary<string, string?> variables, string[] arguments)
    {
        _variables = variables;
        _arguments = arguments;
        Address = new Uri($"http://127.0.0.1:{FreePort.Find()}");
    }

    internal Uri Address { get; }

    /// <param name="variables">What its environment has besides; those that are <see langword="null"/> it has not.</param>
    /// <param name="arguments">Settings, as in <c>--Data=DIRECTORY</c>.</param>
    internal static async Task<SampleProcess> StartAsync(IReadOnlyDictionary<string, string?>? variables = null, params string[] arguments)
    {
        var sample = new SampleProcess(variables ?? new Dictionary<string, string?>(), arguments);
        await sample.RunAsync();
        return sample;
    }

    /// <summary>Ends it as kill -9 does.</summary>
    internal async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    /// <summary>Starts it, and waits until it answers.</summary>
    internal async Task RunAsync()
    {
        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "PromptWatcher.Web"), ["--Urls=" + Address.GetLeftPart(UriPartial.Authority), .. _arguments]) { WorkingDirectory = AppContext.BaseDirectory };
        foreach ((string name, string? value) in _variables)
            start.Environment[name] = value;
        _process = Process.Start(start)!;
        using var http = new HttpClient();
        using var patience = new CancellationTokenSource(Patience);
        while (!await AnswersAsync(http, patience.Token))
        {
            Assert.False(_process.HasExited, "The sample has ended.");
            await Task.Delay(20, patience.Token);
        }
    }

    public void Dispose()
    {
        try
        {
            _process.Kill();
            _process.WaitForExit();
        }
        catch (InvalidOperationException)
        {
            // It was killed.
        }

        _process.Dispose();
    }

    private async Task<bool> AnswersAsync(HttpClient http, CancellationToken cancellationToken)
    {
        try
        {
            using HttpResponseMessage response = await http.GetAsync(new Uri(Address, "/promptwatcher/"), cancellationToken);
            return true;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
