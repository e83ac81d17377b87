namespace PromptWatcher.Projects;

/// <summary>Reads <c>git worktree list --porcelain -z</c>: attributes that end with a NUL, and an empty one behind each worktree.</summary>
internal static class WorktreeList
{
    internal static IReadOnlyList<Worktree> Parse(string output, Func<string, string?> sessionOf)
    {
        var worktrees = new List<Worktree>();
        Worktree? current = null;
        foreach (string line in output.Split('\0'))
        {
            (string name, string value) = line.IndexOf(' ') is > 0 and var blank ? (line[..blank], line[(blank + 1)..]) : (line, "");
            current = name switch
            {
                "worktree" => new Worktree(value, null, null) { SessionId = sessionOf(value) },
                "HEAD" => current! with { Commit = value.All(static c => c == '0') ? null : value },
                "branch" => current! with { Branch = value.StartsWith("refs/heads/", StringComparison.Ordinal) ? value["refs/heads/".Length..] : value },
                "locked" => current! with { LockReason = value },
                "prunable" => current! with { IsMissing = true },
                _ => current,
            };
            if (name.Length == 0 && current is not null)
            {
                worktrees.Add(current);
                current = null;
            }
        }

        return worktrees;
    }
}
