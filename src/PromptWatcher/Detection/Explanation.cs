namespace PromptWatcher.Detection;

/// <summary>Why a session has the state that it has.</summary>
/// <param name="At">The moment, counted from the session's beginning.</param>
/// <param name="State">The state.</param>
/// <param name="Reason">What decided, in a sentence.</param>
/// <param name="Findings">All that was looked at, layer by layer.</param>
/// <remarks>It quotes what the screen shows, so it belongs in no log.</remarks>
public sealed record Explanation(TimeSpan At, AgentState State, string Reason, IReadOnlyList<Finding> Findings);
