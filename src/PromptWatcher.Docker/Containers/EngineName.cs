namespace PromptWatcher.Docker.Containers;

/// <summary>The names of containers, volumes and networks.</summary>
internal static class EngineName
{
    private const int MinLength = 2;

    /// <summary>An engine takes longer names for containers, but a volume's is that of a directory, which ends at 255 bytes.</summary>
    private const int MaxLength = 255;

    /// <summary>What is wrong with a name; <see langword="null"/> when an engine takes it.</summary>
    internal static string? Problem(string what, string name) => IsValid(name) ? null
        : $"{what} {Printable.Quote(name)} is none that an engine takes. Use {MinLength} to {MaxLength} letters, digits, '-', '_' and '.', beginning with a letter or digit.";

    /// <summary>What is wrong with a network's name; <see langword="null"/> when a container may join it.</summary>
    internal static string? NetworkProblem(string network) =>
        network.Equals("host", StringComparison.OrdinalIgnoreCase) || network.StartsWith("container:", StringComparison.OrdinalIgnoreCase)
            || network.StartsWith("ns:", StringComparison.OrdinalIgnoreCase)
            ? $"the network {Printable.Quote(network)} is not the container's own: what runs there could reach what listens on this machine or in another container only. "
                + "Use 'none', 'bridge' or the name of a network made with 'docker network create'."
            : Problem("the network's name", network);

    internal static bool IsValid(string name) => name.Length is >= MinLength and <= MaxLength && char.IsAsciiLetterOrDigit(name[0])
        && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.');
}
