using System.Text;
using PromptWatcher.Hosts.Tmux;

namespace PromptWatcher.Tests.Hosts;

public sealed class TmuxRowsTests
{
    [Theory]
    [InlineData("plain|rows", "plain|rows")]
    [InlineData("\e[7m\e[31mbar|below", "\e[7m\e[31mbar|\e[7m\e[31mbelow")]
    [InlineData("\e[31ma\e[38;5;9mb|c|\e[39md|e", "\e[31ma\e[38;5;9mb|\e[38;5;9mc|\e[38;5;9m\e[39md|\e[39me")]
    [InlineData("\e[1m\e[42ma|\e[4mb|\e[0m\e[49mc|d", "\e[1m\e[42ma|\e[1m\e[42m\e[4mb|\e[1m\e[4m\e[42m\e[0m\e[49mc|\e[0m\e[49md")]
    [InlineData("\e[1ma|\e[0;4mb|c", "\e[1ma|\e[1m\e[0;4mb|\e[0;4mc")]
    [InlineData("\e[58;5;3ma|b", "\e[58;5;3ma|\e[58;5;3mb")]
    [InlineData("\u000elq|x\u000f y|z", "\u000elq\u000f|\u000ex\u000f y|z")]
    [InlineData("\e]8;;m\e\\a\e|\e[2Kb\e[", "\e]8;;m\e\\a\e|\e[2Kb\e[")]
    public void Whole_OfRowsThatGoOn_HasInEachWhatTheOnesBeforeHaveSet(string rows, string expected) => Assert.Equal(expected, string.Join('|',
        TmuxRows.Whole([.. rows.Split('|').Select(row => (ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes(row))]).Select(row => Encoding.UTF8.GetString(row.Span))));
}
