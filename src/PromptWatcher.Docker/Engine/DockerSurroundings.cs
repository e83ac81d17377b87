namespace PromptWatcher.Docker.Engine;

/// <summary>What the docker command would find around it.</summary>
/// <param name="Variable">A variable's value; <see langword="null"/> for one that is not set or empty.</param>
/// <param name="Home">The user's home directory.</param>
/// <param name="SocketExists">Whether there is a socket or pipe at a path.</param>
/// <param name="IsWindows">Whether engines are reached by named pipes.</param>
internal sealed record DockerSurroundings(Func<string, string?> Variable, string Home, Func<string, bool> SocketExists, bool IsWindows)
{
    internal static DockerSurroundings OfThisProcess { get; } = new(
        name => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null,
        Environment.GetFolderPath(Environment.SpecialFolder.UserProfile),
        File.Exists,
        OperatingSystem.IsWindows());

    /// <summary>The folder of the docker command's configuration.</summary>
    internal string ConfigFolder => Variable("DOCKER_CONFIG") ?? Path.Combine(Home, ".docker");
}
