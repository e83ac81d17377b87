namespace PromptWatcher.Docker.Engine;

/// <summary>What was agreed with an engine.</summary>
/// <param name="Api">The version of the API that every call names: the newer side's word, the older side's number.</param>
/// <param name="IsPodman">The engine is Podman behind Docker's API.</param>
internal sealed record EngineVersion(Version Api, bool IsPodman)
{
    /// <summary>Since 1.42 a terminal is given its first size at its creation; before, it starts with 0 x 0.</summary>
    internal bool TakesConsoleSize => !IsPodman && Api >= new Version(1, 42);
}
