using PromptWatcher.Environments;

namespace PromptWatcher.Projects;

/// <summary>The names that git is given: what it would read as an option, a path or another name is refused before it runs.</summary>
internal static class GitNames
{
    private const int LongestRef = 200;

    /// <summary>What is wrong with the name of a branch; <see langword="null"/> when git takes it (git-check-ref-format(1), in ASCII alone: look-alikes are no names).</summary>
    internal static string? BranchProblem(string name)
    {
        bool isGood = name.Length is >= 1 and <= LongestRef && name is not ("HEAD" or "@") && char.IsAsciiLetterOrDigit(name[0])
            && name.All(static c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' or '/' or '+')
            && !name.Contains("..", StringComparison.Ordinal)
            && name.Split('/').All(static part => part.Length > 0 && part[0] is not ('.' or '-') && part[^1] != '.' && !part.EndsWith(".lock", StringComparison.OrdinalIgnoreCase));
        return isGood ? null
            : $"{Printable.Quote(name)} cannot be a branch. Use letters, digits, '-', '_', '.', '+' and '/', at most {LongestRef}, each part beginning with a letter or digit, without '..', and not ending in '.' or '.lock'.";
    }

    /// <summary>What is wrong with a commit to start from: a branch, a tag, a remote's branch or a commit's number.</summary>
    internal static string? StartProblem(string name) => BranchProblem(name) is null ? null
        : $"{Printable.Quote(name)} cannot be a start. Name a branch, a tag or a commit's number.";

    /// <summary>What is wrong with the place of a repository; <see langword="null"/> when it may be cloned.</summary>
    /// <remarks>A directory by its absolute path, or a URL of a scheme that fetches: git has others that run programs.</remarks>
    internal static string? SourceProblem(string source)
    {
        if (source.Length is 0 or > 4_096 || Printable.HasHidden(source) || source.Any(char.IsWhiteSpace))
            return $"{Printable.Quote(GitSource.Masked(source))} cannot be a repository: it is empty, too long, or has blanks, control or invisible characters. Name an absolute path or a URL.";
        if (source[0] == '/')
            return source.Split('/').Contains("..") ? $"the path {Printable.Quote(GitSource.Masked(source))} leads through '..'. Give it in its shortest form." : null;
        return Uri.TryCreate(source, UriKind.Absolute, out Uri? url) && url.Scheme is "https" or "http" or "ssh" or "git" && url.Host.Length > 0 && url.Host[0] != '-' && !url.UserInfo.StartsWith('-')
            ? null
            : $"{Printable.Quote(GitSource.Masked(source))} cannot be a repository. Name an absolute path, or a URL that begins with https://, ssh:// or git://.";
    }

    /// <exception cref="EnvironmentException">There is a problem.</exception>
    internal static void ThrowIf(string what, string? problem)
    {
        if (problem is not null)
            throw new EnvironmentException($"Cannot {what}: {problem}");
    }
}
