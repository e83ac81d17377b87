namespace PromptWatcher.Detection;

/// <summary>One thing that was looked at for a state.</summary>
/// <param name="Layer">Where it comes from.</param>
/// <param name="Name">What was looked at, such as <c>title</c>, <c>input-box</c> or, for a rule, <c>claude/activity-line</c>.</param>
/// <param name="Saw">What it saw, in words; empty when there was nothing.</param>
/// <param name="Says">The activity that it speaks for; <see langword="null"/> for none.</param>
/// <param name="Outcome">What became of it.</param>
public sealed record Finding(DetectionLayer Layer, string Name, string Saw, Activity? Says, FindingOutcome Outcome);
