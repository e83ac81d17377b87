using Microsoft.Extensions.Logging;
using PromptWatcher.Detection;
using PromptWatcher.Environments;
using PromptWatcher.Hosts.Commands;

namespace PromptWatcher.Diagnostics;

/// <summary>What is logged; never a terminal's content, nor a program's arguments and variables; the commands of captures are ours.</summary>
// One class for all messages of the assembly: the generator takes classes in any order (dotnet/runtime#119587), and the assembly would be another at each build.
internal static partial class Log
{
    [LoggerMessage(EventId = 1, Level = LogLevel.Information, Message = "Session {SessionId} started (profile {Profile})")]
    internal static partial void SessionStarted(this ILogger logger, string sessionId, string profile);

    [LoggerMessage(EventId = 2, Level = LogLevel.Information, Message = "Session {SessionId} ended with {Exit}")]
    internal static partial void SessionExited(this ILogger logger, string sessionId, PtyExit exit);

    [LoggerMessage(EventId = 3, Level = LogLevel.Error, Message = "Session {SessionId} was lost")]
    internal static partial void SessionLost(this ILogger logger, string sessionId, Exception reason);

    [LoggerMessage(EventId = 4, Level = LogLevel.Information, Message = "Session {SessionId} was let go")]
    internal static partial void SessionDetached(this ILogger logger, string sessionId);

    [LoggerMessage(EventId = 5, Level = LogLevel.Warning, Message = "The first instruction of session {SessionId} was not accepted")]
    internal static partial void InitialPromptFailed(this ILogger logger, string sessionId, Exception reason);

    [LoggerMessage(EventId = 6, Level = LogLevel.Error, Message = "What the terminal of session {SessionId} shows could not be read; its state is unknown until it can")]
    internal static partial void ScreenUnreadable(this ILogger logger, string sessionId, Exception failure);

    [LoggerMessage(EventId = 7, Level = LogLevel.Warning, Message = "The environment {EnvironmentId} cannot tell what became of its sessions; their records stay as they are")]
    internal static partial void RecordsUnreachable(this ILogger logger, string environmentId, Exception reason);

    [LoggerMessage(EventId = 8, Level = LogLevel.Warning, Message = "Session {SessionId}, which an earlier process has left running, cannot be taken over")]
    internal static partial void SessionNotAttached(this ILogger logger, string sessionId, Exception reason);

    [LoggerMessage(EventId = 9, Level = LogLevel.Warning, Message = "The connection to session {SessionId} was cut and made anew; output of the time between may be missing")]
    internal static partial void OutputMissing(this ILogger logger, string sessionId);

    [LoggerMessage(EventId = 10, Level = LogLevel.Error, Message = "What became of session {SessionId} could not be put on record")]
    internal static partial void RecordNotWritten(this ILogger logger, string sessionId, Exception reason);

    [LoggerMessage(EventId = 20, Level = LogLevel.Information, Message = "{Profiles} agent profiles are in use, {Files} of them from files")]
    internal static partial void ProfilesLoaded(this ILogger logger, int profiles, int files);

    [LoggerMessage(EventId = 21, Level = LogLevel.Error, Message = "The agent profiles stay as they were: {Reason}")]
    internal static partial void ProfilesWrong(this ILogger logger, AgentProfileError reason);

    [LoggerMessage(EventId = 22, Level = LogLevel.Error, Message = "The agent profiles could not be looked at")]
    internal static partial void ProfilesUnreadable(this ILogger logger, Exception reason);

    [LoggerMessage(EventId = 30, Level = LogLevel.Debug, Message = "On the host, as user {UserId}: {Command} ({Outcome}, exit code {ExitCode})")]
    internal static partial void HostCommandRan(this ILogger logger, string command, int? userId, HostCommandOutcome outcome, int? exitCode);

    [LoggerMessage(EventId = 31, Level = LogLevel.Warning, Message = "On the host, as user {UserId}: {Command} ({Outcome}, exit code {ExitCode})")]
    internal static partial void HostCommandNotRun(this ILogger logger, string command, int? userId, HostCommandOutcome outcome, int? exitCode);

    [LoggerMessage(EventId = 32, Level = LogLevel.Warning, Message = "The host's terminals cannot be read; trying again")]
    internal static partial void HostAway(this ILogger logger, Exception error);

    [LoggerMessage(EventId = 33, Level = LogLevel.Information, Message = "The host's terminals can be read again; there are {Count}")]
    internal static partial void HostBack(this ILogger logger, int count);

    [LoggerMessage(EventId = 34, Level = LogLevel.Information, Message = "{Way} cannot capture the terminal {Terminal}")]
    internal static partial void CaptureFailed(this ILogger logger, string way, string terminal, Exception error);
}
