using Microsoft.Win32.SafeHandles;

namespace PromptWatcher.Console;

/// <summary>The process's output and errors as streams that leave a terminal alone, and say when nobody reads any more.</summary>
internal static class StandardStream
{
    public static Stream OpenOutput() => OpenUnix(1) ?? System.Console.OpenStandardOutput();

    public static Stream OpenError() => OpenUnix(2) ?? System.Console.OpenStandardError();

    // The console's own streams swallow EPIPE, so "run -- yes | head" would never end, and switch a terminal to application keypad mode. A
    // FileStream does neither, but keeps a position of its own in a regular file, where whoever shares the file would then write over it.
    private static FileStream? OpenUnix(int descriptor)
    {
        if (OperatingSystem.IsWindows())
            return null;
        try
        {
            var stream = new FileStream(new SafeFileHandle(descriptor, ownsHandle: false), FileAccess.Write, bufferSize: 0);
            return stream.CanSeek ? null : stream;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return null; // the shell has closed it
        }
    }
}
