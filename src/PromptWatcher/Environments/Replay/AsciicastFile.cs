using System.Buffers.Binary;
using System.IO.Compression;

namespace PromptWatcher.Environments.Replay;

/// <summary>Opens a recording's file. Gzip is told by its first bytes, because recordings are renamed.</summary>
internal static class AsciicastFile
{
    private const int ShortestGzip = 18; // header 10, trailer 8

    public static async ValueTask<Stream> OpenAsync(string path, CancellationToken cancellationToken)
    {
        FileStream? file = null;
        try
        {
            file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            var magic = new byte[2];
            await file.ReadAtLeastAsync(magic, magic.Length, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
            file.Position = 0;
            return magic is [0x1f, 0x8b] ? new GZipStream(file, CompressionMode.Decompress) : file;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
        {
            if (file is not null)
                await file.DisposeAsync().ConfigureAwait(false);
            throw exception is FileNotFoundException or DirectoryNotFoundException
                ? new EnvironmentException($"Cannot play {path}: there is no such file. Check the path.", exception)
                : new EnvironmentException($"Cannot play {path}: {exception.Message} Give a file that this user may read.", exception);
        }
    }

    /// <summary>Checks that a stream which has ended was whole.</summary>
    /// <exception cref="InvalidDataException">It is gzip and was cut.</exception>
    /// <remarks>
    /// <see cref="GZipStream"/> takes a cut file for one that ends there. The last four bytes are the length before compression (RFC 1952,
    /// 2.3.1), that of the last member where there are several, modulo 2^32: never more than what came out, unless they are something else.
    /// </remarks>
    public static void CheckEnd(Stream stream, long length)
    {
        if (stream is not GZipStream { BaseStream: FileStream file })
            return;
        Span<byte> tail = stackalloc byte[4];
        if (file.Length < ShortestGzip)
            throw new InvalidDataException();
        file.Position = file.Length - tail.Length;
        file.ReadExactly(tail);
        if (BinaryPrimitives.ReadUInt32LittleEndian(tail) > length)
            throw new InvalidDataException();
    }
}
