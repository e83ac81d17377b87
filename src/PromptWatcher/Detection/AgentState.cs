namespace PromptWatcher.Detection;

/// <summary>What a program on a terminal is doing, and what it asks.</summary>
/// <param name="Activity">What it is doing.</param>
/// <param name="Prompt">What it asks; set exactly when <paramref name="Activity"/> is <see cref="Activity.Awaiting"/>.</param>
/// <param name="IsOverlay">
/// A panel that the user opened (a picker, help, a transcript) covers the program's own prompt; <paramref name="Activity"/> is that of the
/// program behind it.
/// </param>
/// <param name="Conditions">What holds beside it.</param>
public sealed record AgentState(Activity Activity, Prompt? Prompt = null, bool IsOverlay = false, AgentConditions Conditions = AgentConditions.None);
