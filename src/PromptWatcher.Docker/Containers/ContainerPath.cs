using System.Text;

namespace PromptWatcher.Docker.Containers;

/// <summary>Paths inside a container, and those of directories on an engine's host.</summary>
internal static class ContainerPath
{
    /// <summary>PATH_MAX, less its NUL.</summary>
    internal const int MaxBytes = 4_095;

    private const int MaxNameBytes = 255; // NAME_MAX

    /// <summary>What is wrong with a path; <see langword="null"/> when it is absolute and in its shortest form.</summary>
    internal static string? Problem(string what, string path) => Rule(path) is { } rule ? $"{what} {Printable.Quote(path)} {rule}" : null;

    /// <summary>The path is the directory, or lies in it. Both are in their shortest form.</summary>
    internal static bool IsInside(string path, string directory) =>
        directory == "/" || path == directory || (path.StartsWith(directory, StringComparison.Ordinal) && path[directory.Length] == '/');

    private static string? Rule(string path)
    {
        if (path.Length == 0 || path[0] != '/')
            return "is not absolute. Begin it with '/'.";
        if (Printable.HasHidden(path))
            return "has control or invisible characters. Leave them out.";
        string[] names = path.Split('/');
        if (path.Length > 1 && names.Skip(1).Any(name => name is "" or "." or ".."))
            return "is not in its shortest form. Leave out '..', '.', double slashes and a slash at its end.";
        return Encoding.UTF8.GetByteCount(path) > MaxBytes || names.Any(name => Encoding.UTF8.GetByteCount(name) > MaxNameBytes)
            ? $"is too long. Use at most {MaxBytes} bytes, and at most {MaxNameBytes} between two slashes."
            : null;
    }
}
