namespace PromptWatcher.Projects;

/// <summary>
/// Programs that a configuration has git run on the content of files (gitattributes(5), "filter"): each is taken away by a setting of the same
/// name that is empty. Reading the names runs nothing.
/// </summary>
internal static class GitFilters
{
    /// <summary>Prints the names of what would run, each behind a NUL; code 1 when there is none.</summary>
    internal static string[] List { get; } = ["config", "--null", "--name-only", "--get-regexp", @"^filter\..*\.(clean|smudge|process|required)$"];

    /// <summary>The settings under which none of them runs.</summary>
    /// <param name="names">What <see cref="List"/> printed.</param>
    internal static IReadOnlyList<KeyValuePair<string, string>> Without(string names) =>
    [
        .. names.Split('\0', StringSplitOptions.RemoveEmptyEntries).Distinct()
            .Select(static name => KeyValuePair.Create(name, name.EndsWith(".required", StringComparison.Ordinal) ? "false" : "")),
    ];
}
