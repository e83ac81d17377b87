using Microsoft.Extensions.Logging;
using PromptWatcher.Environments;

namespace PromptWatcher.Sessions;

// All in one file: the generator takes the files of a partial class in any order, and the assembly would be another at each build.
public sealed partial class SessionManager
{
    [LoggerMessage(EventId = 1, Level = LogLevel.Information, Message = "Session {SessionId} started (profile {Profile})")]
    private partial void LogStarted(string sessionId, string profile);

    [LoggerMessage(EventId = 2, Level = LogLevel.Information, Message = "Session {SessionId} ended with {Exit}")]
    private partial void LogExited(string sessionId, PtyExit exit);

    [LoggerMessage(EventId = 3, Level = LogLevel.Error, Message = "Session {SessionId} was lost")]
    private partial void LogLost(string sessionId, Exception reason);

    [LoggerMessage(EventId = 4, Level = LogLevel.Information, Message = "Session {SessionId} was let go")]
    private partial void LogDetached(string sessionId);

    [LoggerMessage(EventId = 5, Level = LogLevel.Warning, Message = "The first instruction of session {SessionId} was not accepted")]
    private partial void LogInitialPromptFailed(string sessionId, Exception reason);

    [LoggerMessage(EventId = 7, Level = LogLevel.Warning, Message = "The environment {EnvironmentId} cannot tell what became of its sessions; their records stay as they are")]
    private partial void LogUnreachable(string environmentId, Exception reason);

    [LoggerMessage(EventId = 8, Level = LogLevel.Warning, Message = "Session {SessionId}, which an earlier process has left running, cannot be taken over")]
    private partial void LogNotAttached(string sessionId, Exception reason);
}
