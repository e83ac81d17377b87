// A host application to be killed: it takes over the sessions of its owner, starts those that are missing, and checks that each counts on.
//   PromptWatcher.Docker.TestHost ENDPOINT IMAGE OWNER COUNT
// Lines on standard output: "taken over COUNT in MILLISECONDS" since this process began, "ready TAKENOVER STARTED" when each has counted, and "wrong
// WHAT" for each thing that should not be.
using System.Buffers;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using PromptWatcher.Docker;
using PromptWatcher.Environments;

var docker = new DockerEnvironment(new DockerEnvironmentOptions { Endpoint = args[0], Image = args[1], Owner = args[2], Network = "none" });
int count = int.Parse(args[3], CultureInfo.InvariantCulture);

var running = new List<string>();
await foreach (PtyInfo info in docker.ListPtysAsync())
    running.Add(info.Id);
PtyProcess[] takenOver = await Task.WhenAll(running.Select(id => docker.AttachPtyAsync(id).AsTask()));
using var self = Process.GetCurrentProcess();
Console.WriteLine($"taken over {takenOver.Length} in {(DateTime.Now - self.StartTime).TotalMilliseconds:0}");
PtyProcess[] started = await Task.WhenAll(Enumerable.Range(0, count).Select(i => $"{args[2]}-{i}").Except(running).Select(id => docker.SpawnPtyAsync(new PtySpawnOptions
{
    SessionId = id, Command = "/bin/bash", Arguments = ["-c", "exec 3<> <(:); i=0; while :; do i=$((i+1)); echo $i; read -t 0.05 -u 3; done"],
}).AsTask()));

PtyProcess[] all = [.. takenOver, .. started];
var counting = all.Select(_ => new TaskCompletionSource()).ToArray();
Task[] checks = [.. all.Select((pty, i) => CheckAsync(pty, counting[i]))];
await Task.WhenAll(counting.Select(each => each.Task));
Console.WriteLine($"ready {takenOver.Length} {started.Length}");
await Task.WhenAll(checks);

static async Task CheckAsync(PtyProcess pty, TaskCompletionSource counts)
{
    try
    {
        long? last = null;
        bool isWhole = false;       // The first line may have lost its beginning with the process before.
        while (await pty.Reader.ReadAsync() is { IsCompleted: false } read)
        {
            ReadOnlySequence<byte> rest = read.Buffer;
            while (rest.PositionOf((byte)'\n') is { } end)
            {
                long? number = long.TryParse(Encoding.ASCII.GetString(rest.Slice(0, end)).Trim(), CultureInfo.InvariantCulture, out long value) ? value : null;
                if (isWhole && (number is null || (last is not null && number != last + 1)))
                    Console.WriteLine($"wrong {pty.Id}: {number?.ToString(CultureInfo.InvariantCulture) ?? "no number"} after {last}");
                if (isWhole)
                    last = number;
                isWhole = true;
                rest = rest.Slice(rest.GetPosition(1, end));
                if (last is not null)
                    counts.TrySetResult();
            }

            pty.Reader.AdvanceTo(rest.Start, read.Buffer.End);
        }

        Console.WriteLine($"wrong {pty.Id}: ended with {await pty.Completion}");
    }
    catch (Exception error)
    {
        Console.WriteLine($"wrong {pty.Id}: {error.Message}");
    }

    counts.TrySetResult();
}
