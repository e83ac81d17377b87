using System.Globalization;

namespace PromptWatcher.Projects;

/// <summary>What a session has changed since its branch left the project's.</summary>
/// <param name="Worktree">Its worktree.</param>
/// <param name="Base">The commit where the branch left; <see langword="null"/> when the two have none in common.</param>
/// <param name="Commits">Commits since.</param>
/// <param name="Files">Every file that is not as it was there, committed or not, in the order of their paths.</param>
public sealed record WorktreeChanges(Worktree Worktree, string? Base, int Commits, IReadOnlyList<FileChange> Files)
{
    /// <summary>Reads <c>git diff --numstat -z</c> and <c>git ls-files --others -z</c>.</summary>
    internal static IReadOnlyList<FileChange> ParseFiles(string numstat, string untracked) =>
    [
        .. Entries(numstat).Select(Tracked).Concat(Entries(untracked).Select(static path => new FileChange(path, null, null, true)))
            .OrderBy(static file => file.Path, StringComparer.Ordinal),
    ];

    private static IEnumerable<string> Entries(string output) => output.Split('\0', StringSplitOptions.RemoveEmptyEntries);

    // "-" stands for the lines of a binary file.
    private static FileChange Tracked(string entry)
    {
        string[] parts = entry.Split('\t', 3);
        return new FileChange(parts[2], Lines(parts[0]), Lines(parts[1]), false);
    }

    private static int? Lines(string number) => number == "-" ? null : int.Parse(number, NumberStyles.None, CultureInfo.InvariantCulture);
}
