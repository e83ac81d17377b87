namespace PromptWatcher.Docker.Tests;

/// <summary>Tests that measure the process they run in.</summary>
[CollectionDefinition(nameof(RunsAlone), DisableParallelization = true)]
public sealed class RunsAlone;
