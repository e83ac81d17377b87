using System.IO.Pipelines;
using PromptWatcher.Docker.Connections;
using PromptWatcher.Docker.Engine;
using PromptWatcher.Environments;

namespace PromptWatcher.Docker.Tests.Sessions;

public sealed class StreamConnectionTests
{
    private readonly DockerInput _input = new();
    private readonly PtyOutput _output = new(PipeScheduler.Inline, 64 * 1024, () => { });

    [Fact]
    public async Task Write_StreamThatTakesAtOnceAfterAWait_TypesEveryByteOnce()
    {
        byte[] typed = new byte[1_000_000];
        new Random(1).NextBytes(typed);
        var stream = new TakingStream();
        Connect(stream);

        await _input.WriteAsync(typed).AsTask().WaitAsync(TimeSpan.FromSeconds(60));
        await stream.Has(typed.Length).WaitAsync(TimeSpan.FromSeconds(60));

        Assert.Equal(typed, stream.Taken);
    }

    [Fact]
    public async Task Start_StreamThatFailsInAnyWay_Ends()
    {
        TerminalConnection connection = Connect(new TakingStream { Failure = new InvalidTimeZoneException("nobody expects this") });

        await connection.Ended.WaitAsync(TimeSpan.FromSeconds(60));
    }

    [Fact]
    public async Task Start_ConsumerCaughtUpBetweenTwoConnections_Reads()
    {
        TerminalConnection first = Connect(new MemoryStream(new byte[100_000]));
        await Waiting.UntilAsync(() => _output.IsHeldBack);
        first.Close();
        await first.Ended.WaitAsync(Waiting.Patience);
        _output.Reader.AdvanceTo((await _output.Reader.ReadAsync()).Buffer.End);

        Connect(new MemoryStream("more"u8.ToArray()));

        ReadResult read = await _output.Reader.ReadAsync().AsTask().WaitAsync(Waiting.Patience);
        Assert.Equal("more"u8, read.Buffer.FirstSpan);
    }

    private TerminalConnection Connect(Stream stream)
    {
        TerminalConnection connection = TerminalConnection.Create(new EngineStream(stream, default), _output, _input);
        connection.Start();
        _input.Use(connection);
        return connection;
    }

    /// <summary>Takes the first write in time, and each later one before the call returns; never gives anything.</summary>
    private sealed class TakingStream : MemoryStream
    {
        private readonly TaskCompletionSource _full = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource<int> _end = new();
        private int _wanted = int.MaxValue;

        public Exception? Failure { get; init; }

        public byte[] Taken
        {
            get
            {
                lock (_full)
                    return ToArray();
            }
        }

        public Task Has(int count)
        {
            lock (_full)
            {
                _wanted = count;
                if (Length >= count)
                    _full.TrySetResult();
            }

            return _full.Task;
        }

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            bool isFirst = Length == 0;
            Take(buffer);
            return isFirst ? new ValueTask(Task.Delay(1, cancellationToken)) : ValueTask.CompletedTask;
        }

        private void Take(ReadOnlyMemory<byte> buffer)
        {
            lock (_full)
            {
                Write(buffer.Span);
                if (Length >= _wanted)
                    _full.TrySetResult();
            }
        }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            Failure is null ? new ValueTask<int>(_end.Task) : throw Failure;
    }
}
