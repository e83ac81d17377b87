using System.Diagnostics.CodeAnalysis;
using PromptWatcher.Docker.Containers;
using PromptWatcher.Environments;

namespace PromptWatcher.Docker;

/// <summary>A named volume or a directory of the engine's host, mounted in a container.</summary>
/// <param name="Source">The volume's name, or the absolute path of a directory.</param>
/// <param name="Target">The absolute path inside the container.</param>
/// <param name="IsReadOnly">The container may not write to it.</param>
/// <remarks>
/// An engine makes a named volume that is missing, and refuses a directory that is. Refused before an engine is asked: its own socket and data, <c>/proc</c>,
/// <c>/sys</c> and <c>/dev</c>, and every directory that holds one of them, such as <c>/</c>, <c>/run</c> or a home directory. What the host's links lead
/// to is not looked at: whoever chooses mounts must know the host.
/// </remarks>
public sealed record ContainerMount(string Source, string Target, bool IsReadOnly = false)
{
    /// <summary>Reads <c>SOURCE:/path</c>, with <c>:ro</c> or <c>:rw</c> after it if need be.</summary>
    /// <exception cref="EnvironmentException">The text is no mount, or one that no container gets; the message says why.</exception>
    public static ContainerMount Parse(string text) => Read(text, out string? problem) ?? throw new EnvironmentException($"Cannot mount {Printable.Quote(text)}: {problem}");

    /// <summary>Reads <c>SOURCE:/path</c>, with <c>:ro</c> or <c>:rw</c> after it if need be; <see langword="false"/> where <see cref="Parse"/> would throw.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out ContainerMount? mount)
    {
        mount = text is null ? null : Read(text, out _);
        return mount is not null;
    }

    private static ContainerMount? Read(string text, out string? problem)
    {
        ArgumentNullException.ThrowIfNull(text);
        problem = "it is not written as NAME:/path or /directory:/path, with ':ro' or ':rw' after it if need be.";
        string[] parts = text.Split(':');
        if (parts is not ([_, _] or [_, _, "ro" or "rw"]))
            return null;
        var mount = new ContainerMount(parts[0], parts[1], parts is [_, _, "ro"]);
        problem = ContainerMounts.Problem(mount);
        return problem is null ? mount : null;
    }
}
