using PromptWatcher.Docker.Engine;

namespace PromptWatcher.Docker.Hosts;

/// <summary>What a program without a terminal prints, without the frames that the engine puts around it, and without its errors.</summary>
internal sealed class PlainOutput(EngineStream stream) : Stream
{
    private readonly MultiplexedFrames _frames = new();
    private readonly byte[] _buffer = new byte[32 * 1024];
    private ReadOnlyMemory<byte> _rest = stream.AlreadyRead;
    private ReadOnlyMemory<byte> _content;

    public override bool CanRead => true;

    public override bool CanWrite => false;

    public override bool CanSeek => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (_content.IsEmpty)
        {
            while (_frames.TryRead(ref _rest, out ReadOnlyMemory<byte> content, out bool isError))
            {
                if (isError)
                    continue;
                _content = content;
                break;
            }

            if (!_content.IsEmpty)
                break;
            int count = await stream.Stream.ReadAsync(_buffer, cancellationToken).ConfigureAwait(false);
            if (count == 0)
                return 0;
            _rest = _buffer.AsMemory(0, count);
        }

        int taken = Math.Min(buffer.Length, _content.Length);
        _content[..taken].CopyTo(buffer);
        _content = _content[taken..];
        return taken;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}
