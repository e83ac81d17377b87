using Microsoft.Win32.SafeHandles;

namespace PromptWatcher.Console;

/// <summary>The process's output as a stream that says when nobody reads any more.</summary>
internal static class StandardOutput
{
    public static Stream Open()
    {
        if (OperatingSystem.IsWindows())
            return System.Console.OpenStandardOutput();

        // The console's own stream swallows EPIPE, so "run -- yes | head" would never end. A FileStream tells, but keeps a position of its
        // own in a regular file, where whoever shares the file with this process would then write over it.
        var stream = new FileStream(new SafeFileHandle(1, ownsHandle: false), FileAccess.Write, bufferSize: 0);
        return stream.CanSeek ? System.Console.OpenStandardOutput() : stream;
    }
}
