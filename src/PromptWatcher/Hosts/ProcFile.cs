using PromptWatcher.Environments.Unix;

namespace PromptWatcher.Hosts;

/// <summary>Reads a file of <c>/proc</c>, whose process may end meanwhile, or be another user's who does not show everything.</summary>
internal static class ProcFile
{
    /// <summary>Whether an error says that there is nothing to be read. Any other, such as a lack of descriptors, says nothing of the process.</summary>
    internal static bool IsGone(Exception error) => error is FileNotFoundException or DirectoryNotFoundException or UnauthorizedAccessException
        || error is IOException { HResult: Posix.ESRCH };

    /// <summary>As much of a file as the buffer takes; empty when there is nothing to be read.</summary>
    internal static ReadOnlySpan<byte> TryRead(string path, byte[] buffer)
    {
        try
        {
            // Shared with everybody: anything else costs a lock for each file.
            using Microsoft.Win32.SafeHandles.SafeFileHandle file = File.OpenHandle(path, share: FileShare.ReadWrite);
            int length = 0;
            while (length < buffer.Length && RandomAccess.Read(file, buffer.AsSpan(length), length) is var read and > 0)
                length += read;
            return buffer.AsSpan(0, length);
        }
        catch (Exception error) when (IsGone(error))
        {
            return default;
        }
    }

    /// <summary>What a link leads to; null when there is none to be read.</summary>
    internal static string? TryReadLink(string path)
    {
        try
        {
            return new FileInfo(path).LinkTarget;
        }
        catch (Exception error) when (IsGone(error))
        {
            return null;
        }
    }
}
