namespace PromptWatcher.Projects;

/// <summary>What a run of git came to.</summary>
/// <param name="ExitCode">0 for success; what else it means, each command says.</param>
/// <param name="Output">What it printed.</param>
/// <param name="Error">What it said besides: git's own words.</param>
/// <param name="IsCut">It printed or said more than <see cref="GitRunner.LargestOutput"/>, and the rest is not kept.</param>
internal sealed record GitResult(int ExitCode, string Output, string Error, bool IsCut = false);
