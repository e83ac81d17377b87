using PromptWatcher.Docker.Engine;

namespace PromptWatcher.Docker.Containers;

/// <summary>A command that is looked for in a container.</summary>
/// <param name="Program">The program, as it was given.</param>
/// <param name="Place">What it is looked for in, for the error.</param>
/// <param name="WorkingDirectory">Where it will start.</param>
/// <param name="Path">The value of its PATH.</param>
internal sealed record SoughtCommand(string Program, string Place, string? WorkingDirectory, string? Path)
{
    /// <summary>In a container that is made of an image.</summary>
    internal static SoughtCommand Of(ContainerSpec spec, ImageConfig? image) => new(
        spec.Command.Program, $"the image {Printable.Quote(spec.Image)}", spec.WorkingDirectory ?? image?.WorkingDir, PathOf(spec.Variables, image?.Env));

    /// <summary>In a container that runs already.</summary>
    internal static SoughtCommand Of(ExecSpec spec, ContainerConfig container) => new(
        spec.Command.Program, $"the container {Printable.Quote(spec.Container)}", spec.WorkingDirectory ?? container.WorkingDir, PathOf(spec.Variables, container.Env));

    private static string? PathOf(ContainerVariables variables, IReadOnlyList<string>? inherited) =>
        variables.Set.GetValueOrDefault("PATH")
        ?? inherited?.LastOrDefault(variable => variable.StartsWith("PATH=", StringComparison.Ordinal))?["PATH=".Length..];
}
