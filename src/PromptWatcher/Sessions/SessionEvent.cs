using PromptWatcher.Detection;
using PromptWatcher.Environments;

namespace PromptWatcher.Sessions;

/// <summary>Something that happened to a session. Match on the type for the particulars.</summary>
/// <param name="SessionId">The session.</param>
/// <param name="At">When, counted from the session's beginning; in a replay the time of the recording.</param>
public abstract record SessionEvent(string SessionId, TimeSpan At);

/// <summary>The program does something else now, or asks something else.</summary>
/// <param name="SessionId">The session.</param>
/// <param name="At">When, counted from the session's beginning.</param>
/// <param name="State">What it does now.</param>
public sealed record StateChanged(string SessionId, TimeSpan At, AgentState State) : SessionEvent(SessionId, At);

/// <summary>The program has ended. The last event of a session.</summary>
/// <param name="SessionId">The session.</param>
/// <param name="At">When, counted from the session's beginning.</param>
/// <param name="Exit">How it ended.</param>
public sealed record SessionExited(string SessionId, TimeSpan At, PtyExit Exit) : SessionEvent(SessionId, At);
