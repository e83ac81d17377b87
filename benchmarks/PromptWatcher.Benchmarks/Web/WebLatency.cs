using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net.WebSockets;
using System.Text;
using PromptWatcher.Sessions;

namespace PromptWatcher.Benchmarks.Web;

/// <summary>From a terminal to its viewers' sockets: each program prints what is typed to it, which holds the time at which it was typed.</summary>
/// <remarks>Server, programs and viewers share the machine's cores, and the way in is part of the time: what a viewer elsewhere waits is less.</remarks>
internal sealed class WebLatency(int sessions, int viewers, int updatesPerSecond, TimeSpan time)
{
    private const string Raw = "stty raw -echo; printf ready; exec cat";
    private const int UpdateBytes = 200;

    private static ReadOnlySpan<byte> Mark => "@@"u8;

    private readonly ConcurrentQueue<double> _milliseconds = new();

    internal async Task RunAsync()
    {
        await using WebServer server = await WebServer.StartAsync();
        var running = new List<TerminalSession>();
        var reading = new List<Task>();
        using var end = new CancellationTokenSource();
        for (int i = 0; i < sessions; i++)
            running.Add(await server.RunAsync(Raw));
        foreach (TerminalSession session in running)
        {
            await session.WaitForAsync(state => session.Snapshot().Lines[0].StartsWith("ready", StringComparison.Ordinal));
            for (int i = 0; i < viewers / sessions; i++)
                reading.Add(ReadAsync(await server.ViewAsync(session.Id), end.Token));
        }

        TimeSpan cpu = Process.GetCurrentProcess().TotalProcessorTime;
        long begin = Stopwatch.GetTimestamp();
        await Task.WhenAll(running.Select((session, i) => Task.Run(() => PrintAsync(session, i))));
        TimeSpan elapsed = Stopwatch.GetElapsedTime(begin);
        cpu = Process.GetCurrentProcess().TotalProcessorTime - cpu;
        await end.CancelAsync();
        await Task.WhenAll(reading);

        double[] sorted = [.. _milliseconds.Order()];
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"| {sessions} | {viewers} | {updatesPerSecond} | {sorted.Length:#,0} | {At(sorted, 0.5):0.0} ms | {At(sorted, 0.99):0.0} ms | {At(sorted, 0.999):0.0} ms | {sorted[^1]:0.0} ms | {100 * (cpu / elapsed):0} % |"));
    }

    private static double At(double[] sorted, double part) => sorted[(int)(part * (sorted.Length - 1))];

    private async Task PrintAsync(TerminalSession session, int number)
    {
        TimeSpan pause = TimeSpan.FromSeconds(1.0 / updatesPerSecond);
        await Task.Delay(pause * (number / (double)sessions));
        using var timer = new PeriodicTimer(pause);
        long begin = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(begin) < time && await timer.WaitForNextTickAsync())
            await session.TypeAsync(Encoding.ASCII.GetBytes($"@@{Stopwatch.GetTimestamp():x16}".PadRight(UpdateBytes - 2, '.') + "\r\n"));
    }

    private async Task ReadAsync(ClientWebSocket socket, CancellationToken cancellationToken)
    {
        var buffer = new byte[64 * 1024];
        try
        {
            while (await socket.ReceiveAsync(buffer.AsMemory(), cancellationToken) is { MessageType: not WebSocketMessageType.Close } part)
            {
                long now = Stopwatch.GetTimestamp();
                ReadOnlySpan<byte> rest = buffer.AsSpan(0, part.Count);
                while (rest.IndexOf(Mark) is >= 0 and var at && Utf8Parser.TryParse(rest[(at + 2)..], out long then, out int length, 'x'))
                {
                    if (length == 16)
                        _milliseconds.Enqueue(Stopwatch.GetElapsedTime(then, now).TotalMilliseconds);
                    rest = rest[(at + 2 + length)..];
                }
            }
        }
        catch (OperationCanceledException)
        {
            socket.Abort();
        }
    }
}
