using PromptWatcher.Terminal;

namespace PromptWatcher.Tests.Terminal;

public class ScreenNotificationTests
{
    [Theory]
    [InlineData("\e]9;4;1;42\a", ProgressKind.Normal, 42)]
    [InlineData("\e]9;4;1;420\a", ProgressKind.Normal, 100)]
    [InlineData("\e]9;4;1;42\a\e]9;4;2\a", ProgressKind.Error, 42)]
    [InlineData("\e]9;4;3\a", ProgressKind.Indeterminate, 0)]
    [InlineData("\e]9;4;4;10\a", ProgressKind.Warning, 10)]
    [InlineData("\e]9;4;1;42\a\e]9;4;0\a", ProgressKind.None, 0)]
    [InlineData("\e]9;4;1;42\a\e]9;4;9\a", ProgressKind.Normal, 42)]
    public void Progress_AfterReport_SaysSo(string output, ProgressKind kind, int percent) =>
        Assert.Equal(new ProgressState(kind, percent), TerminalText.Screen(20, 3, output).Progress);

    [Theory]
    [InlineData("\e]9;Claude needs your permission\a", "Claude needs your permission")]
    [InlineData("\e]9;5 files done\a", "5 files done")]
    [InlineData("\e]9;1;200\a", null)]
    [InlineData("\e]9;4;1;42\a", null)]
    [InlineData("\e]777;notify;Title;Body\a", "Title;Body")]
    [InlineData("\e]777;precmd\a", null)]
    [InlineData("\e]99;;Hello\e\\", "Hello")]
    [InlineData("\e]99;i=1:d=0:p=title;Hello\e\\", null)]
    [InlineData("\e]99;i=1:d=0;Hel\e\\\e]99;i=1;lo\e\\", "Hello")]
    [InlineData("\e]99;i=1:d=0;Title\e\\\e]99;i=1:p=body;Body\e\\", "Title;Body")]
    [InlineData("\e]99;i=1:d=0;Title\e\\\e]99;i=1:p=icon:d=1;x\e\\", "Title")]
    [InlineData("\e]99;i=1:d=0;lost\e\\\e]99;i=2;Hello\e\\", "Hello")]
    [InlineData("\e]99;i=1:d=0;Title\e\\\e]99;i=1:p=alive;\e\\", null)]
    [InlineData("\e]99;e=1;SGVsbG8=\e\\", "Hello")]
    [InlineData("\e]99;e=1;SGVsbG8\e\\", "Hello")]
    [InlineData("\e]99;e=1;not base64\e\\", null)]
    [InlineData("\e]99;p=body;\e\\", null)]
    [InlineData("\e]9;a\u009bb\u202ec\a", "abc")]
    [InlineData("\e]99;i=1:p=?;\e\\", null)]
    [InlineData("\e]99;i=1:p=close;x\e\\", null)]
    public void Notification_AfterOutput_IsItsText(string output, string? expected)
    {
        Screen screen = TerminalText.Screen(20, 3, output);

        Assert.Equal(expected, screen.Notification);
        Assert.Equal(expected is null ? 0 : 1, screen.NotificationCount);
    }

    [Theory]
    [InlineData("\e]99;i=1:d=0;", "\e\\")]
    [InlineData("\e]9;", "\a")]
    public void Notification_TooLong_IsCut(string start, string end)
    {
        string part = start + new string('x', 3_000) + end;

        Screen screen = TerminalText.Screen(20, 3, part + part + "\e]99;i=1;.\e\\");

        Assert.InRange(screen.Notification!.Length, 1, 4_096);
    }
}
