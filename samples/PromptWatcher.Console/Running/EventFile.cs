using System.Text;
using PromptWatcher.Console.Output;
using PromptWatcher.Sessions;

namespace PromptWatcher.Console.Running;

/// <summary>A session's events as JSON lines in a file, each there as soon as it happens.</summary>
internal sealed class EventFile : IDisposable
{
    private readonly StreamWriter _writer;

    private EventFile(StreamWriter writer) => _writer = writer;

    public static EventFile Create(string path)
    {
        try
        {
            return new EventFile(new StreamWriter(path, append: false, new UTF8Encoding(false)) { AutoFlush = true });
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new IOException($"Cannot write events to {path}: {exception.Message} Give a file in a directory that exists and that you may write.", exception);
        }
    }

    public void Write(SessionEvent happened)
    {
        if (EventLine.Json(happened) is { } line)
            _writer.WriteLine(line);
    }

    public void Dispose() => _writer.Dispose();
}
