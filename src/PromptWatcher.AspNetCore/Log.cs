using Microsoft.Extensions.Logging;

namespace PromptWatcher.AspNetCore;

/// <summary>What is logged; never a terminal's content, an argument or a variable.</summary>
// One class for all messages of the assembly: the generator takes classes in any order (dotnet/runtime#119587), and the assembly would be another at each build.
internal static partial class Log
{
    [LoggerMessage(EventId = 40, Level = LogLevel.Error, Message = "Session {SessionId} is not recorded any more; it runs on")]
    internal static partial void RecordingEnded(this ILogger logger, string sessionId, Exception reason);

    [LoggerMessage(EventId = 41, Level = LogLevel.Warning, Message = "Sessions are served below {Pattern} without a login: every user of this machine may type into them, "
        + "and so may whoever a proxy on it lets through, which not every proxy's requests tell. Use AllowAnonymousOnLoopback on a developer's own machine only")]
    internal static partial void ServedWithoutLogin(this ILogger logger, string pattern);

    [LoggerMessage(EventId = 42, Level = LogLevel.Error, Message = "The sessions of the last run cannot all be taken over: the store cannot be read")]
    internal static partial void SessionsNotAdopted(this ILogger logger, Exception reason);
}
