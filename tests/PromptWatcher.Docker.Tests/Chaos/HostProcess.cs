using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using PromptWatcher.Docker.Tests.Engines;

namespace PromptWatcher.Docker.Tests.Chaos;

/// <summary>A running PromptWatcher.Docker.TestHost, to be killed.</summary>
internal sealed class HostProcess : IDisposable
{
    private readonly Process _process;
    private readonly ConcurrentQueue<string> _lines = new();
    private readonly TaskCompletionSource<string> _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal HostProcess(DockerEngine engine, string owner, int sessions)
    {
        string host = Path.Combine(AppContext.BaseDirectory, "PromptWatcher.Docker.TestHost.dll");
        _process = Process.Start(new ProcessStartInfo("dotnet", [host, engine.Endpoint, Images.Full, owner, $"{sessions}"]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        _process.OutputDataReceived += (_, line) => Hear(line.Data);
        _process.ErrorDataReceived += (_, line) => Hear(line.Data is null ? null : "wrong " + line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>The line that tells that every session has counted.</summary>
    internal Task<string> Ready => _ready.Task.WaitAsync(Waiting.Patience);

    /// <summary>How long after its start it had taken over what ran.</summary>
    internal TimeSpan? TakenOverAfter => _lines.Where(line => line.StartsWith("taken over ", StringComparison.Ordinal))
        .Select(line => (TimeSpan?)TimeSpan.FromMilliseconds(int.Parse(line.Split(' ')[^1], CultureInfo.InvariantCulture))).FirstOrDefault();

    /// <summary>What the host found wrong, and what it said as it crashed.</summary>
    internal IEnumerable<string> Wrong => _lines.Where(line => line.StartsWith("wrong ", StringComparison.Ordinal));

    /// <summary>Ends it with SIGKILL.</summary>
    internal async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    public void Dispose()
    {
        _process.Kill();
        _process.Dispose();
    }

    private void Hear(string? line)
    {
        if (line is null)
        {
            _ready.TrySetException(new InvalidOperationException($"The host ended: {string.Join('\n', _lines)}"));
            return;
        }

        _lines.Enqueue(line);
        if (line.StartsWith("ready ", StringComparison.Ordinal))
            _ready.TrySetResult(line);
    }
}
