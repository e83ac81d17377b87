namespace PromptWatcher.Detection;

/// <summary>How a prompt was found on the screen.</summary>
/// <param name="Structure">What gave it away: <c>list</c>, <c>buttons</c>, <c>field</c>, <c>line</c>, <c>filter</c>, <c>step</c>, <c>panel</c>, or <c>report</c> when only the program's own status says so.</param>
/// <param name="Rule">The rule that told its kind, as <c>profile/rule</c>; <see langword="null"/> when the structure alone did.</param>
/// <param name="Top">The first row of its answers, from 0, when it came to be what it is; it may have been scrolled since.</param>
/// <param name="Bottom">The last row of its answers.</param>
public sealed record PromptEvidence(string Structure, string? Rule, int Top, int Bottom);
