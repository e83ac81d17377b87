using PromptWatcher.Environments;

namespace PromptWatcher.Docker.Containers;

/// <summary>Refuses a spawn before its engine hears of it.</summary>
internal static class Refusal
{
    /// <summary>Throws when there is a problem.</summary>
    /// <exception cref="EnvironmentException">There is one.</exception>
    internal static void ThrowIf(string? problem)
    {
        if (problem is not null)
            throw Of(problem);
    }

    internal static EnvironmentException Of(string problem) => new($"Cannot start a container: {problem}");
}
