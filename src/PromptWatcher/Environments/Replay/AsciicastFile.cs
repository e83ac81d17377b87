using System.IO.Compression;

namespace PromptWatcher.Environments.Replay;

/// <summary>Opens a recording's file. Gzip is told by its first bytes, because recordings are renamed.</summary>
internal static class AsciicastFile
{
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
}
