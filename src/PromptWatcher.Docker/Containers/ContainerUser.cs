using System.Globalization;

namespace PromptWatcher.Docker.Containers;

/// <summary>The user in a container: <c>user</c> or <c>user:group</c>, by name or number.</summary>
internal static class ContainerUser
{
    private const int MaxLength = 64;

    /// <summary>What is wrong with a user; <see langword="null"/> when nothing is.</summary>
    internal static string? Problem(string user) => user.Split(':') is { Length: <= 2 } parts && parts.All(IsName) ? null
        : $"the user {Printable.Quote(user)} is none that a container can have. Give a name or a number up to {int.MaxValue}, and a group after ':' if it is not the user's own, as in 'agent' or '1000:1000'.";

    /// <summary>The user is root, as where none is named.</summary>
    internal static bool IsRoot(string? user) => user?.Split(':')[0] is null or "" or "root" or "0";

    // The engine reads a number as an id, up to 2^31 - 1, and everything else as a name of the image's /etc/passwd.
    private static bool IsName(string name) => name.Length is > 0 and <= MaxLength
        && (name.All(char.IsAsciiDigit)
            ? int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out _)
            : (char.IsAsciiLetterOrDigit(name[0]) || name[0] == '_') && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '.'));
}
