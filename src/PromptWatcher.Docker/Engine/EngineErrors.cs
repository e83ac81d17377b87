using System.Net.Sockets;
using System.Security.Authentication;
using System.Text.Json;

namespace PromptWatcher.Docker.Engine;

/// <summary>Puts into words what was tried, what came back and what to do.</summary>
internal static class EngineErrors
{
    /// <summary>Characters of what an engine says that a message repeats: it may quote a program's output.</summary>
    internal const int LongestMessage = 1_000;

    /// <summary>What goes wrong on connections, in contrast to mistakes of ours.</summary>
    internal static bool IsOfConnection(Exception error) => error
        is OperationCanceledException or HttpRequestException or IOException or SocketException or AuthenticationException or InvalidDataException
        or UnauthorizedAccessException or TimeoutException or PlatformNotSupportedException or ArgumentOutOfRangeException || Inner<DockerEngineException>(error) is { Status: null };

    internal static DockerEngineException Refused(string what, DockerEndpoint endpoint, EngineAnswer answer)
    {
        string message = answer.Message is { Length: > 0 } text ? text : "no message";
        string advice = EngineAdvice.For(answer.Status, message, endpoint);
        return new DockerEngineException($"{Cannot(what, endpoint)} the engine answered {(int)answer.Status}: {Sentence(message)} {advice}", answer.Status, message);
    }

    internal static DockerEngineException TooLate(string what, DockerEndpoint endpoint, TimeSpan timeout) => new(
        $"{Cannot(what, endpoint)} the engine did not answer within {timeout.TotalSeconds:0.###} s. Look whether it hangs, as with `docker ps`, "
        + $"or allow more time with {nameof(DockerEnvironmentOptions)}.{nameof(DockerEnvironmentOptions.RequestTimeout)}.", innerException: new TimeoutException());

    internal static DockerEngineException Unreadable(string what, DockerEndpoint endpoint, JsonException error) => new(
        $"{Cannot(what, endpoint)} the engine's answer is not what its API says{error.Place()}. Look whether a Docker engine listens there, or a proxy answers in its place.", innerException: error);

    internal static DockerEngineException Unreachable(string what, DockerEndpoint endpoint, Exception error)
    {
        (string cause, string advice) = ConnectionAdvice.For(endpoint, error);
        return new DockerEngineException($"{Cannot(what, endpoint)} {Sentence(Printable.Line(cause, LongestMessage))} {advice}".TrimEnd(), innerException: error);
    }

    internal static T? Inner<T>(Exception? error)
        where T : Exception
    {
        while (error is not null and not T)
            error = error.InnerException;
        return (T?)error;
    }

    private static string Cannot(string what, DockerEndpoint endpoint) => $"Cannot {what} at {endpoint}:";

    private static string Sentence(string text) => text is [.., '.' or '!' or '?'] ? text : text + ".";
}
