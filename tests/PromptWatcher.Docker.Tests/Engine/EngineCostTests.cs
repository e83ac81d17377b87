using System.Net.Sockets;
using System.Text;
using PromptWatcher.Docker.Engine;
using PromptWatcher.Environments.Unix;

namespace PromptWatcher.Docker.Tests.Engine;

[Collection(nameof(RunsAlone))]
public sealed class EngineCostTests
{
    /// <summary>About 100 sessions wait for days: 2.4 KB each when this was written.</summary>
    [Fact]
    public async Task WaitContainerAsync_Waiting_HoldsFewBytes()
    {
        const int Count = 100, Rounds = 3;
        using var engine = new BareListener(1 + (Rounds * Count));      // The first connection is the ping's.
        using EngineClient client = engine.Client();
        var waits = new List<ContainerWait>(Rounds * Count);
        long least = long.MaxValue;

        // The best of some rounds: what earlier tests left behind comes and goes meanwhile.
        for (int round = 0; round < Rounds; round++)
        {
            long before = Live();
            for (int i = 0; i < Count; i++)
                waits.Add(await client.WaitContainerAsync("x", "next-exit", default));
            least = Math.Min(least, (Live() - before) / Count);
        }

        Assert.All(waits, wait => Assert.False(wait.ExitCode.IsCompleted));
        Assert.InRange(least, 0, 10 * 1024);
        waits.ForEach(wait => wait.Dispose());
    }

    [SkippableFact]
    public async Task AttachContainerAsync_Socket_IsInNoEpollSetButOurs()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "Reads /proc.");
        await using var engine = new ScriptedEngine(request => request.SendAsync("HTTP/1.1 101 UPGRADED\r\n\r\n"));
        using EngineClient client = engine.Client();

        await using EngineStream stream = await client.AttachContainerAsync("x", default);

        Assert.DoesNotContain(Assert.IsType<LoopSocket>(stream.Stream).Descriptor.Number, Watched());
    }

    /// <summary>The descriptors that the process's epoll sets hold: lines as <c>tfd:       12 events: ...</c></summary>
    private static List<int> Watched()
    {
        var watched = new List<int>();
        foreach (string file in Directory.GetFiles("/proc/self/fdinfo"))
        {
            string[] lines = [];
            try
            {
                lines = File.ReadAllLines(file);
            }
            catch (IOException)
            {
                // The descriptor that listed the folder is closed.
            }

            watched.AddRange(lines.Where(line => line.StartsWith("tfd:", StringComparison.Ordinal)).Select(line => int.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1])));
        }

        return watched;
    }

    private static long Live()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: true, compacting: true);
        return GC.GetTotalMemory(forceFullCollection: true);
    }

    /// <summary>Accepts on a thread and answers every connection alike, with nothing kept but its socket.</summary>
    private sealed class BareListener : IDisposable
    {
        private static readonly byte[] Answer = Encoding.ASCII.GetBytes("HTTP/1.1 200 OK\r\nApi-Version: 1.41\r\nTransfer-Encoding: chunked\r\n\r\n");
        private static readonly byte[] Pong = Encoding.ASCII.GetBytes("HTTP/1.1 200 OK\r\nApi-Version: 1.41\r\nContent-Length: 0\r\n\r\n");

        private readonly string _folder = Directory.CreateTempSubdirectory("pw-engine-").FullName;
        private readonly Socket _listener = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        private readonly Socket[] _sockets;

        internal BareListener(int connections)
        {
            _sockets = new Socket[connections];
            _listener.Bind(new UnixDomainSocketEndPoint(Path.Combine(_folder, "s")));
            _listener.Listen();
            new Thread(Serve) { IsBackground = true }.Start();
        }

        internal EngineClient Client() => new(EndpointAddress.Parse($"unix://{Path.Combine(_folder, "s")}", "the test", tls: null), TimeSpan.FromSeconds(30), new Surroundings().Build());

        public void Dispose()
        {
            _listener.Dispose();
            Array.ForEach(_sockets, socket => socket?.Dispose());
            Directory.Delete(_folder, recursive: true);
        }

        private void Serve()
        {
            byte[] request = new byte[4096];
            for (int i = 0; i < _sockets.Length; i++)
            {
                _sockets[i] = _listener.Accept();
                int count = _sockets[i].Receive(request);
                _sockets[i].Send(request.AsSpan(0, count).StartsWith("HEAD"u8) ? Pong : Answer);
            }
        }
    }
}
