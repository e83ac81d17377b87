namespace PromptWatcher.Projects;

/// <summary>A file that a session has changed.</summary>
/// <param name="Path">Its path in the worktree.</param>
/// <param name="AddedLines">Lines that it has gained; <see langword="null"/> for a binary file, or one that git does not know yet.</param>
/// <param name="RemovedLines">Lines that it has lost; <see langword="null"/> likewise.</param>
/// <param name="IsUntracked">git does not know it yet.</param>
public readonly record struct FileChange(string Path, int? AddedLines, int? RemovedLines, bool IsUntracked);
