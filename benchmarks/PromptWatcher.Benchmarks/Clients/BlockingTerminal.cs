using System.IO.Pipelines;
using System.Net.Sockets;

namespace PromptWatcher.Benchmarks.Clients;

/// <summary>A socket, a thread and a pipe whose reader runs on that thread.</summary>
internal sealed class BlockingTerminal : ITerminal
{
    private const int ReadSize = 16 * 1024;
    private const int StackSize = 128 * 1024;

    private readonly Socket _socket;
    private readonly Action _remove;
    private readonly Thread _thread;
    private readonly Pipe _pipe = new(new PipeOptions(readerScheduler: PipeScheduler.Inline, writerScheduler: PipeScheduler.Inline, minimumSegmentSize: ReadSize, useSynchronizationContext: false));

    internal BlockingTerminal(Socket socket, Action remove)
    {
        _socket = socket;
        _remove = remove;
        _thread = new Thread(Read, StackSize) { IsBackground = true };
        _thread.Start();
    }

    public PipeReader Output => _pipe.Reader;

    public ValueTask TypeAsync(ReadOnlyMemory<byte> input)
    {
        _socket.Send(input.Span);
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync()
    {
        _remove();
        try
        {
            _socket.Shutdown(SocketShutdown.Both);        // Wakes the thread, which a mere closing would not.
        }
        catch (SocketException)
        {
            // The engine was first.
        }

        _thread.Join();
        _socket.Dispose();
        return ValueTask.CompletedTask;
    }

    private void Read()
    {
        try
        {
            int count;
            while ((count = _socket.Receive(_pipe.Writer.GetSpan(ReadSize)[..ReadSize])) > 0)
            {
                _pipe.Writer.Advance(count);
                ValueTask<FlushResult> flush = _pipe.Writer.FlushAsync();
                if (!flush.IsCompleted)
                    flush.AsTask().Wait();
            }
        }
        catch (SocketException)
        {
            // Disposed.
        }

        _pipe.Writer.Complete();
    }
}
