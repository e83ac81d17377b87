using PromptWatcher.Projects;

namespace PromptWatcher.Tests.Projects;

public class WorktreeListTests
{
    [Fact]
    public void Parse_EveryAttribute_IsRead()
    {
        const string output = "worktree /repo\0HEAD 1111111111111111111111111111111111111111\0branch refs/heads/main\0\0"
            + "worktree /repo/.worktrees/with space\0HEAD 0000000000000000000000000000000000000000\0branch refs/heads/session-a\0locked not now\nreally\0\0"
            + "worktree /elsewhere\0HEAD 2222222222222222222222222222222222222222\0detached\0prunable gitdir file points to non-existent location\0\0";

        IReadOnlyList<Worktree> read = WorktreeList.Parse(output, path => path.EndsWith("space", StringComparison.Ordinal) ? "a" : null);

        Assert.Equal(
        [
            new Worktree("/repo", "main", new string('1', 40)),
            new Worktree("/repo/.worktrees/with space", "session-a", null) { SessionId = "a", LockReason = "not now\nreally" },
            new Worktree("/elsewhere", null, new string('2', 40)) { IsMissing = true },
        ], read);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\0\0\0")]
    [InlineData("worktree /cut\0HEAD 11")]
    public void Parse_NothingWhole_IsEmpty(string output) => Assert.Empty(WorktreeList.Parse(output, _ => null));
}
