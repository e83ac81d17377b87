using PromptWatcher.Detection;

namespace PromptWatcher.Tests.Detection;

/// <summary>Menus that were printed above the line in which their number is typed.</summary>
public class PrintedMenuTests
{
    [Theory]
    [InlineData("?# ▮")]
    [InlineData("#? ▮")]
    [InlineData("Which colour: ▮")]
    public void Inspect_MenuInOneRow_HasItsEntries(string line) =>
        Assert.Equal("red 1 Enter|dark blue 2 Enter|green 3 Enter", Options("1) red        2) dark blue  3) green\n" + line));

    [Fact]
    public void Inspect_MenuThatGoesDownItsColumns_HasItsEntriesInOrder() =>
        Assert.Equal("ant 1 Enter|bee 2 Enter|cat 3 Enter|dog 4 Enter|emu 5 Enter", Options("1) ant  3) cat  5) emu\n2) bee  4) dog\n#? ▮"));

    [Fact]
    public void Inspect_NumberWithinALabel_BeginsNoColumn() =>
        Assert.Equal("small 1 Enter|large 2 Enter", Options("1) small  costs 3) or so, 4\n2) large\nWhich one: ▮"));

    [Fact]
    public void Inspect_CommandThatPrintedTheMenu_IsNotTheQuestion() =>
        Assert.Equal("#?", Prompt("me@box:/srv/site2# select x in a b\n1) a\n2) b\n#? ▮")?.Question);

    [Theory]
    [InlineData("     path\n  1: a.txt\nUpdate>> ▮")]
    [InlineData("     path\n* 1: a.txt\nUpdate>> ▮")]
    public void Inspect_WordsBelowAMenuOfOneEntry_AskForIt(string screen) =>
        Assert.Equal((PromptKind.Choice, "Update>>"), (Prompt(screen)?.Kind, Prompt(screen)?.Question));

    [Theory]
    [InlineData("1) a\n2) b\nredis> ▮")]
    [InlineData("text\nUpdate>> ▮")]
    [InlineData("# ▮")]
    public void Inspect_PromptOfAnInterpreter_IsIdle(string screen) => Assert.Equal(Activity.Idle, PromptDetector.Inspect(Still.Of(screen)).Activity);

    private static Prompt? Prompt(string screen) => PromptDetector.Inspect(Still.Of(screen)).Prompt;

    private static string Options(string screen) => string.Join('|', Prompt(screen)?.Options.Select(option => $"{option.Label} {option.KeyNames}") ?? []);
}
