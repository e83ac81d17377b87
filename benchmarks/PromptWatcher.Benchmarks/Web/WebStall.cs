using System.Diagnostics;
using System.Globalization;
using System.Net.WebSockets;
using PromptWatcher.Sessions;

namespace PromptWatcher.Benchmarks.Web;

/// <summary>What viewers that read nothing cost: the time in which a program prints, without and with them in turn, and the memory that they hold.</summary>
internal sealed class WebStall(int stalled, int megabytes, int rounds)
{
    private const int Readers = 2;

    /// <summary>Bytes that fill the buffers to a viewer that does not read: Linux keeps up to 4 MiB at its end and 6 MiB at the other.</summary>
    private const int Flood = 32_000_000;

    internal async Task RunAsync()
    {
        string file = Path.GetTempFileName();
        try
        {
            await WriteAsync(file);
            await using WebServer server = await WebServer.StartAsync();
            await RunAsync(server, file, stalled);
            var without = new List<Run>();
            var with = new List<Run>();
            for (int round = 0; round < rounds; round++)
            {
                // Each goes first in turn, so that what drifts falls on both.
                foreach (bool isStalled in round % 2 == 0 ? new[] { false, true } : [true, false])
                    (isStalled ? with : without).Add(await RunAsync(server, file, isStalled ? stalled : 0));
            }

            double[] change = [.. with.Zip(without, (a, b) => 100 * ((a.Seconds / b.Seconds) - 1)).Order()];
            double held = (with.ConvertAll(run => (double)run.Held).Median() - without.ConvertAll(run => (double)run.Held).Median()) / stalled;
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"| {megabytes} MB | {stalled} | {megabytes / without.ConvertAll(run => run.Seconds).Median():0.0} MB/s | {megabytes / with.ConvertAll(run => run.Seconds).Median():0.0} MB/s | {change.Median():+0.0;-0.0} % ({change[rounds / 4]:+0.0;-0.0} to {change[rounds - 1 - (rounds / 4)]:+0.0;-0.0} %) | {held / 1024:0} KiB |"));
        }
        finally
        {
            File.Delete(file);
        }
    }

    private async Task WriteAsync(string file)
    {
        await using StreamWriter writer = File.CreateText(file);
        for (int line = 0; line < megabytes * 10_000; line++)
            await writer.WriteAsync(string.Create(CultureInfo.InvariantCulture, $"{line:0000000} a line of ordinary output, as a build or a test run prints it: one hundred bytes in all, ok\n"));
    }

    private static async Task<Run> RunAsync(WebServer server, string file, int stalled)
    {
        TerminalSession session = await server.RunAsync($"stty raw -echo; printf ready; head -c 1 >/dev/null; head -c {Flood} {file}; printf '\\r\\nready'; head -c 1 >/dev/null; cat {file}");
        await ReadyAsync(session);
        long before = GC.GetTotalMemory(forceFullCollection: true);
        var silent = new List<ClientWebSocket>();
        for (int i = 0; i < stalled; i++)
            silent.Add(await server.ViewAsync(session.Id));
        var reading = new List<Task>();
        for (int i = 0; i < Readers; i++)
            reading.Add(ReadAsync(await server.ViewAsync(session.Id)));

        // Until what the machine keeps on the way to a viewer is full: from then on it is stalled.
        await session.TypeAsync("x"u8.ToArray());
        await ReadyAsync(session);
        long begin = Stopwatch.GetTimestamp();
        await session.TypeAsync("x"u8.ToArray());
        await session.Completion;
        double seconds = Stopwatch.GetElapsedTime(begin).TotalSeconds;
        long held = GC.GetTotalMemory(forceFullCollection: true) - before;
        foreach (ClientWebSocket socket in silent)
            socket.Abort();
        await Task.WhenAll(reading);
        await session.DisposeAsync();
        return new Run(seconds, held);
    }

    private static async Task ReadyAsync(TerminalSession session)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
        while (session.Snapshot() is var shown && !shown.Lines[shown.CursorRow].StartsWith("ready", StringComparison.Ordinal))
            await timer.WaitForNextTickAsync();
    }

    private static async Task ReadAsync(ClientWebSocket socket)
    {
        using (socket)
        {
            var buffer = new byte[64 * 1024];
            while ((await socket.ReceiveAsync(buffer.AsMemory(), CancellationToken.None)).MessageType != WebSocketMessageType.Close)
            {
            }
        }
    }

    /// <summary>How long the program printed, and what its session and viewers hold at its end.</summary>
    private readonly record struct Run(double Seconds, long Held);
}
