using PromptWatcher.Environments;

namespace PromptWatcher.Tests.Environments;

public class VariableNamesTests
{
    [Theory]
    [InlineData("PATH")]
    [InlineData("ANTHROPIC_API_KEY")]
    [InlineData("a.b-c")]
    [InlineData("ÄPFEL")]
    public void Problem_OrdinaryName_IsNone(string name) => Assert.Null(VariableNames.Problem(name, allowsLoading: false));

    [Theory]
    [InlineData("")]
    [InlineData("A=B")]
    [InlineData("A\0")]
    [InlineData("A\nB")]
    [InlineData("A\u200BB")]
    [InlineData("A\u202EB")]
    public void Problem_NameThatNoProgramCanBeGiven_IsToldWhateverIsAllowed(string name) => Assert.NotNull(VariableNames.Problem(name, allowsLoading: true));

    [Theory]
    [InlineData("LD_PRELOAD")]
    [InlineData("ld_preload")]
    [InlineData("LD_AUDIT")]
    [InlineData("DYLD_INSERT_LIBRARIES")]
    [InlineData("BASH_ENV")]
    [InlineData("BASH_FUNC_ls%%")]
    [InlineData("NODE_OPTIONS")]
    [InlineData("PYTHONSTARTUP")]
    [InlineData("GIT_SSH_COMMAND")]
    [InlineData("GIT_CONFIG_COUNT")]
    public void Problem_NameThatLoadsCode_NeedsToBeAllowed(string name)
    {
        Assert.Contains(nameof(PtySpawnOptions.AllowLoadingVariables), VariableNames.Problem(name, allowsLoading: false), StringComparison.Ordinal);
        Assert.Null(VariableNames.Problem(name, allowsLoading: true));
    }
}
