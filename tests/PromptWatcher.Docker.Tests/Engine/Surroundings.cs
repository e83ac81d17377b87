using PromptWatcher.Docker.Engine;

namespace PromptWatcher.Docker.Tests.Engine;

/// <summary>What a user's machine would hold, made up by a test.</summary>
internal sealed class Surroundings
{
    public Dictionary<string, string> Variables { get; init; } = [];

    public string Home { get; init; } = "/nonexistent";

    public HashSet<string> Sockets { get; init; } = [];

    public bool IsWindows { get; init; }

    public DockerSurroundings Build() => new(name => Variables.GetValueOrDefault(name), Home, Sockets.Contains, IsWindows);
}
