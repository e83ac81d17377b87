using System.Diagnostics;
using System.Globalization;
using PromptWatcher.Environments;
using PromptWatcher.Hosts;
using PromptWatcher.Tests.Environments;

namespace PromptWatcher.Tests.Hosts;

/// <summary>A process that traces a terminal and is there to be killed: this assembly, run by itself.</summary>
internal static class TracerProgram
{
    internal static Process Start(HostTerminal terminal) => Process.Start(new ProcessStartInfo(
        Environment.ProcessPath!, ["exec", typeof(TracerProgram).Assembly.Location, $"{terminal.ProcessId}", terminal.Device]) { RedirectStandardOutput = true })!;

    /// <summary>Says on standard output when it traces, and then watches.</summary>
    private static async Task Main(string[] arguments)
    {
        PtyProcess pty = await TracedView.Capture.OpenAsync(new HostTerminal
        {
            Id = "traced",
            Device = arguments[1],
            ProcessId = int.Parse(arguments[0], CultureInfo.InvariantCulture),
            StartedAt = DateTimeOffset.UnixEpoch,
        }, CancellationToken.None);
        System.Console.WriteLine("traces");
        await pty.ReadToEndAsync();
    }
}
