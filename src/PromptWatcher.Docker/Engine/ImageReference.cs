namespace PromptWatcher.Docker.Engine;

/// <summary>The parts of an image's name that a pull needs.</summary>
/// <param name="Registry">The registry's host; that of Docker Hub where none is named.</param>
/// <param name="Name">The name without tag and digest.</param>
/// <param name="Tag">The digest, else the tag, else <c>latest</c>: without one, an engine pulls all that there are.</param>
internal readonly record struct ImageReference(string Registry, string Name, string Tag)
{
    internal const string DockerHub = "docker.io";

    internal static ImageReference Parse(string reference)
    {
        string name = reference;
        string? tag = null;
        if (name.IndexOf('@', StringComparison.Ordinal) is var at and >= 0)
            (name, tag) = (name[..at], name[(at + 1)..]);
        // A colon before the last slash is that of the registry's port.
        if (name.LastIndexOf(':') is var colon && colon > name.LastIndexOf('/'))
            (name, tag) = (name[..colon], tag ?? name[(colon + 1)..]);
        string first = name.IndexOf('/', StringComparison.Ordinal) is var slash and > 0 ? name[..slash] : "";
        return new ImageReference(IsRegistry(first) ? first : DockerHub, name, tag ?? "latest");
    }

    /// <summary>As the docker command tells a registry from the first part of a name: by a '.', a ':' or a capital, or it is "localhost".</summary>
    internal static bool IsRegistry(ReadOnlySpan<char> first) => first.IndexOfAny('.', ':') >= 0 || first.SequenceEqual("localhost") || first.ContainsAnyInRange('A', 'Z');
}
