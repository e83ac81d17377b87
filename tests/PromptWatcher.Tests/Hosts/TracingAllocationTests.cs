using System.Globalization;
using PromptWatcher.Environments;
using PromptWatcher.Environments.Unix;
using PromptWatcher.Hosts.Captures;
using PromptWatcher.Hosts.Tracing;

namespace PromptWatcher.Tests.Hosts;

/// <summary>What a stop for a system call takes from the heap: nothing.</summary>
public sealed class TracingAllocationTests : IDisposable
{
    private const int Bytes = 1000, ManyTimes = 10_000, Write = 1;

    private readonly ScriptTerminal _script = new();

    public void Dispose() => _script.Dispose();

    [SkippableFact]
    public async Task Calls_OfAProgramThatWrites_AllocateNothing()
    {
        Skip.IfNot(ScriptTerminal.IsInstalled, "script or perl is not installed.");
        await _script.StartPerlAsync("open my $file, '>', 'ready'; await 'end';", "raw");
        await Waiting.UntilAsync(() => _script.Has("ready"));
        int process = _script.Terminal.ProcessId;
        string heap = File.ReadLines($"/proc/{process}/maps").First(line => line.EndsWith("[heap]", StringComparison.Ordinal));
        ulong address = ulong.Parse(heap.AsSpan(0, heap.IndexOf('-', StringComparison.Ordinal)), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        var output = new TracedOutput(new CapturedPty(new PtyInfo("traced", null, [], DateTimeOffset.UnixEpoch)));
        var calls = new TracedCalls(SystemCalls.Native!, TracedTerminal.Find(_script.Terminal), output, keepsRights: false);
        var tracee = new Tracee(process);

        // More than the output keeps: it has all the memory then that it ever takes.
        WriteMany(calls, tracee, address);
        long before = GC.GetAllocatedBytesForCurrentThread();
        WriteMany(calls, tracee, address);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        _script.Make("end");
    }

    private static unsafe void WriteMany(TracedCalls calls, Tracee tracee, ulong address)
    {
        for (int i = 0; i < ManyTimes; i++)
        {
            var entry = new LibC.SystemCallStop { Kind = Ptrace.Entry, Architecture = SystemCalls.Native!.Architecture, Number = SystemCalls.Native.Write };
            (entry.Arguments[0], entry.Arguments[1], entry.Arguments[2]) = (Write, address, Bytes);
            calls.Enter(tracee, entry);
            calls.Leave(tracee, new LibC.SystemCallStop { Kind = Ptrace.Exit, Architecture = entry.Architecture, Result = Bytes });
        }
    }
}
