using System.Security.Cryptography;
using System.Text;
using PromptWatcher.Docker.Containers;
using PromptWatcher.Docker.Engine;
using PromptWatcher.Environments;

namespace PromptWatcher.Docker.Hosts;

/// <summary>A container among the host's processes, in which a fixed script reads what this connection asks for.</summary>
/// <remarks>Its script ends with its input, which is this connection: the engine removes the container when this process dies.</remarks>
internal sealed class HelperContainer : IAsyncDisposable
{
    /// <summary>An answer: a hundred thousand processes have some 30 MB.</summary>
    private const int LargestAnswer = 64 * 1024 * 1024;

    private static readonly string Script = ReadScript();

    private readonly HeldContainer _container;
    private readonly Stream _stream;
    private readonly MultiplexedFrames _frames = new();
    private readonly byte[] _buffer = new byte[64 * 1024];
    private readonly byte[] _end;
    private byte[] _answer = new byte[64 * 1024];
    private ReadOnlyMemory<byte> _rest;

    private HelperContainer(HeldContainer container, string mark)
    {
        _container = container;
        _stream = container.Stream.Stream;
        _rest = container.Stream.AlreadyRead;
        _end = Encoding.ASCII.GetBytes($"{mark} end\n");
        Mark = Encoding.ASCII.GetBytes(mark);
    }

    /// <summary>What stands between two files of an answer, and in none.</summary>
    internal byte[] Mark { get; }

    internal static async Task<HelperContainer> StartAsync(
        EngineClient engine, DockerEnvironmentOptions options, string image, IReadOnlyDictionary<string, string> labels, CancellationToken cancellationToken)
    {
        var request = new CreateContainerRequest
        {
            Image = image,
            Entrypoint = ["/bin/sh"],
            Cmd = ["-c", Script],
            Env = ["PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"],
            WorkingDir = "/",
            User = "0:0",
            Labels = labels,
            Tty = false,
            StdinOnce = true,
            HostConfig = HostSettings.CreateForHost(options),
        };
        HeldContainer container;
        try
        {
            container = await HeldContainer.StartAsync(engine, "hosts", request, cancellationToken).ConfigureAwait(false);
        }
        catch (DockerEngineException error) when (error.EngineMessage?.Contains("/bin/sh", StringComparison.Ordinal) == true)
        {
            throw new EnvironmentException($"Cannot read the processes of the engine's host: the image '{image}' has no /bin/sh. Name one that has, with cat, head and stat, in {nameof(DockerEnvironmentOptions)}.{nameof(DockerEnvironmentOptions.HostImage)}.", error);
        }

        try
        {
            string mark = RandomNumberGenerator.GetHexString(32, lowercase: true);
            await container.Stream.Stream.WriteAsync(Encoding.ASCII.GetBytes(mark + "\n"), cancellationToken).ConfigureAwait(false);
            return new HelperContainer(container, mark);
        }
        catch
        {
            await container.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Asks, and gives the answer, which is valid until the next question.</summary>
    /// <exception cref="EndOfStreamException">The container has ended.</exception>
    /// <exception cref="InvalidDataException">What came is no answer.</exception>
    internal async Task<ReadOnlyMemory<byte>> AskAsync(string request, CancellationToken cancellationToken)
    {
        await _stream.WriteAsync(Encoding.ASCII.GetBytes(request + "\n"), cancellationToken).ConfigureAwait(false);
        int length = 0;
        while (!_answer.AsSpan(0, length).EndsWith(_end))
        {
            if (_rest.IsEmpty)
            {
                int read = await _stream.ReadAsync(_buffer, cancellationToken).ConfigureAwait(false);
                if (read == 0)
                    throw new EndOfStreamException("the container has ended");
                _rest = _buffer.AsMemory(0, read);
            }

            while (_frames.TryRead(ref _rest, out ReadOnlyMemory<byte> content, out bool isError))
            {
                if (isError)
                    continue;
                if (length + content.Length > LargestAnswer)
                    throw new InvalidDataException($"the answer has more than {LargestAnswer} bytes");
                if (length + content.Length > _answer.Length)
                    Array.Resize(ref _answer, Math.Max(_answer.Length * 2, length + content.Length));
                content.CopyTo(_answer.AsMemory(length));
                length += content.Length;
            }
        }

        return _answer.AsMemory(0, length - _end.Length);
    }

    public ValueTask DisposeAsync() => _container.DisposeAsync();

    private static string ReadScript()
    {
        using var reader = new StreamReader(typeof(HelperContainer).Assembly.GetManifestResourceStream("Hosts/reader.sh")!);
        return reader.ReadToEnd();
    }
}
