using System.Text;
using PromptWatcher.Terminal;

namespace PromptWatcher.Tests.Terminal;

public class ProgramStatusTests
{
    [Theory]
    [InlineData("state=idle", ProgramState.Idle)]
    [InlineData("state=working", ProgramState.Working)]
    [InlineData("state=done", ProgramState.Done)]
    [InlineData("state=blocked", ProgramState.Blocked)]
    [InlineData("state=error", ProgramState.Error)]
    [InlineData(" state = working : x = y ", ProgramState.Working)]
    [InlineData("state=idle:state=done", ProgramState.Done)]
    [InlineData("junk:=x:Bad=1:a b=c:state=done:later=1", ProgramState.Done)]
    [InlineData("state=done:state=a b", ProgramState.Done)]
    [InlineData("state=done:abcdefghijklmnop=1", ProgramState.Done)]
    public void Report_Understood_LeavesOneRecord(string report, ProgramState expected)
    {
        Screen screen = Reported(report);

        Assert.Equal(new ProgramStatusRecord("", expected, BlockedKind.Unknown, null, null, null, null, 1), Assert.Single(screen.ProgramStatus));
    }

    [Theory]
    [InlineData("")]
    [InlineData("app=x")]
    [InlineData("state=sleeping")]
    [InlineData("state=idle:state=sleeping")]
    [InlineData("state=idle:abcdefghijklmnopq=1")]
    [InlineData("state=idle:id=")]
    [InlineData("state=idle:id=/a")]
    [InlineData("state=idle:id=a/")]
    [InlineData("state=idle:id=/")]
    [InlineData("state=idle:id=a//b")]
    [InlineData("state=idle:id=a!b")]
    [InlineData("state=idle:id=a:id=")]
    [InlineData("state=idle:id=1/2/3/4/5/6/7/8/9")]
    [InlineData("state=idle:app=aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")]
    [InlineData("state=idle:msg=a")]
    [InlineData("state=idle:msg=a-b_")]
    [InlineData("state=idle:msg=YQ=Y")]
    [InlineData("state=idle:msg=/w==")]
    [InlineData("state=clear")]
    public void Report_NotUnderstoodOrClear_LeavesNone(string report) => Assert.Empty(Reported(report).ProgramStatus);

    [Fact]
    public void Report_EveryKey_IsInTheRecord()
    {
        Screen screen = Reported($"state=blocked:kind=permission:progress=40:app=claude-code:id=a/b.c:title={Base64("Deploy ✳")}:msg={Base64("Go?")}");

        Assert.Equal(
            new ProgramStatusRecord("a/b.c", ProgramState.Blocked, BlockedKind.Permission, 40, "claude-code", "Deploy ✳", "Go?", 1),
            Assert.Single(screen.ProgramStatus));
    }

    [Theory]
    [InlineData("state=blocked:kind=question", BlockedKind.Question, null)]
    [InlineData("state=blocked:kind=auth:progress=0", BlockedKind.Authentication, 0)]
    [InlineData("state=blocked:kind=coffee:progress=101", BlockedKind.Unknown, null)]
    [InlineData("state=working:kind=auth:progress=007", BlockedKind.Unknown, 7)]
    [InlineData("state=working:progress=100", BlockedKind.Unknown, 100)]
    [InlineData("state=working:progress=+5", BlockedKind.Unknown, null)]
    [InlineData("state=working:progress=", BlockedKind.Unknown, null)]
    [InlineData("state=working:progress=99999999999999999999", BlockedKind.Unknown, null)]
    [InlineData("state=done:progress=40", BlockedKind.Unknown, null)]
    public void Report_KindAndProgress_CountWhereTheyMeanSomething(string report, BlockedKind kind, int? progress)
    {
        ProgramStatusRecord record = Assert.Single(Reported(report).ProgramStatus);

        Assert.Equal((kind, progress), (record.BlockedKind, record.Progress));
    }

    [Theory]
    [InlineData("Zml4", "fix")]
    [InlineData("Zg==", "f")]
    [InlineData("Zg", "f")]
    [InlineData("", null)]
    [InlineData("a!b", null)]
    public void Report_MessageInBase64_IsDecoded(string message, string? expected) =>
        Assert.Equal(expected, Assert.Single(Reported($"state=done:msg={message}").ProgramStatus).Message);

    [Theory]
    [InlineData("a\u202eb\u200bc\u2066\ufeffd", "abcd")]
    [InlineData("👩‍💻", "👩‍💻")]
    public void Report_InvisibleFormatting_IsLeftOut(string message, string expected) =>
        Assert.Equal(expected, Assert.Single(Reported($"state=done:msg={Base64(message)}").ProgramStatus).Message);

    [Theory]
    [InlineData("two\nlines")]
    [InlineData("\e[2J")]
    [InlineData("c1\u009b")]
    public void Report_ControlInAText_IsDiscarded(string message) => Assert.Empty(Reported($"state=done:title={Base64(message)}").ProgramStatus);

    [Theory]
    [InlineData("msg", 2_048)]
    [InlineData("title", 192)]
    public void Report_LongText_IsDiscardedBeyondTheLimit(string key, int limit)
    {
        Assert.Single(Reported($"state=done:{key}={Base64(new string('x', limit))}").ProgramStatus);
        Assert.Empty(Reported($"state=done:{key}={Base64(new string('x', limit + 1))}").ProgramStatus);
    }

    [Theory]
    [InlineData(4_096, true)]
    [InlineData(4_097, false)]
    [InlineData(100_000, false)]
    public void Report_Long_IsDiscardedBeyondTheLimit(int length, bool isRead)
    {
        string report = ("state=done:" + string.Concat(Enumerable.Repeat("key=value:", length / 10 + 1)))[..length];

        Assert.Equal(isRead ? 1 : 0, Reported(report).ProgramStatus.Count);
    }

    [Fact]
    public void Report_LongId_IsDiscardedBeyondTheLimit()
    {
        Assert.Single(Reported("state=done:id=1/2/3/4/5/6/7/" + new string('x', 114)).ProgramStatus);
        Assert.Empty(Reported("state=done:id=1/2/3/4/5/6/7/" + new string('x', 115)).ProgramStatus);
    }

    [Fact]
    public void Report_OfTheSameId_ReplacesTheWholeRecord()
    {
        Screen screen = Reported("state=working:app=cargo:progress=20", "state=working");

        Assert.Equal(new ProgramStatusRecord("", ProgramState.Working, BlockedKind.Unknown, null, null, null, null, 2), Assert.Single(screen.ProgramStatus));
    }

    [Fact]
    public void Records_OfInnerPrograms_FollowTheOuterOnes() =>
        Assert.Equal(["", "a", "a/b", "a/b/c", "a-b", "b/x"], Ids(Reported(
            "state=done:id=a-b", "state=done:id=b/x", "state=done:id=a/b/c", "state=done:id=a", "state=done", "state=done:id=a/b")));

    [Theory]
    [InlineData("state=clear:id=a", "|a-b|b/x")]
    [InlineData("state=clear:id=a/b", "|a|a-b|b/x")]
    [InlineData("state=clear:id=b", "|a|a/b|a/b/c|a-b")]
    [InlineData("state=clear:id=c", "|a|a/b|a/b/c|a-b|b/x")]
    [InlineData("state=clear:id=a//", "|a|a/b|a/b/c|a-b|b/x")]
    public void Clear_WithAnId_RemovesThatAndWhatIsInside(string clear, string expected) =>
        Assert.Equal(expected, string.Join('|', Ids(Reported(
            "state=done", "state=done:id=a", "state=done:id=a/b", "state=done:id=a/b/c", "state=done:id=a-b", "state=done:id=b/x", clear))));

    [Theory]
    [InlineData("\e]7501;state=clear\a", "")]
    [InlineData("\ec", "")]
    [InlineData("\e]133;A\a", "c d e")]
    [InlineData("\e]633;A\a", "c d e")]
    [InlineData("\e]133;B\a\e]133;C\a\e]133;D;0\a", "a b c d e")]
    public void Records_AfterOutput_LiveAsLongAsTheirState(string output, string expected)
    {
        Screen screen = Reported("state=working:id=a", "state=blocked:id=b", "state=done:id=c", "state=error:id=d", "state=idle:id=e");

        screen.Write(output);

        Assert.Equal(expected, string.Join(' ', Ids(screen)));
    }

    [Fact]
    public void EndProgram_ProcessExited_EndsWhatItDid()
    {
        Screen screen = Reported("state=working:id=a", "state=blocked:id=b", "state=done:id=c", "state=error:id=d");

        screen.ProgramStatus.EndProgram();

        Assert.Equal(["c", "d"], Ids(screen));
    }

    [Fact]
    public void Records_MoreThanFit_TheOneReportedLongestAgoGoes()
    {
        Screen screen = TerminalText.Screen(20, 3);
        for (int i = 0; i < ProgramStatusTable.Capacity; i++)
            screen.Write(Sequence($"state=working:id=r{i}"));
        screen.Write(Sequence("state=working:id=r0") + Sequence("state=working:id=new"));

        Assert.Equal(ProgramStatusTable.Capacity, screen.ProgramStatus.Count);
        Assert.Equal(["new", "r0", "r10", "r100"], Ids(screen).Take(4));
        Assert.DoesNotContain("r1", Ids(screen));
    }

    [Fact]
    public void Version_ReportsRepeat_GrowsWithChangesOnly()
    {
        Screen screen = Reported("state=working:id=a", "state=working:id=a", "state=nap:id=a", "state=clear:id=missing", "state=done:id=b");

        Assert.Equal((2, 4), (screen.ProgramStatus.Version, screen.ProgramStatus.ReportCount));
        Assert.Equal([2, 4], screen.ProgramStatus.Select(record => record.LastReport));

        screen.Write(Sequence("state=clear"));
        Assert.Equal((3, 5), (screen.ProgramStatus.Version, screen.ProgramStatus.ReportCount));
    }

    [Theory]
    [InlineData("\e]7501;?\e\\")]
    [InlineData("\e]7501;?\a")]
    public void Query_IsAnsweredWithItself(string query) => Assert.Equal("\e]7501;?\e\\", TerminalText.Screen(20, 3, query).Replied());

    [Fact]
    public void Report_IsNeverAnswered() => Assert.Equal("", Reported("state=done", "state=nap", "?x", "state=clear").Replied());

    [Fact]
    public void Report_OnTheWire_ComesAtEverySplit()
    {
        byte[] output = Encoding.UTF8.GetBytes(Sequence("state=blocked:kind=question:id=a/b:msg=Zml4"));
        for (int cut = 0; cut <= output.Length; cut++)
        {
            Screen screen = TerminalText.Screen(20, 3);
            screen.Write(output.AsSpan(0, cut));
            screen.Write(output.AsSpan(cut));

            Assert.Equal("fix", Assert.Single(screen.ProgramStatus).Message);
        }
    }

    [Fact]
    public void Report_Repeated_AllocatesNothing()
    {
        byte[] reports = Encoding.UTF8.GetBytes(
            Sequence($"state=working:id=a/b:progress=10:msg={Base64("Working")}") + Sequence("state=blocked") + Sequence("state=clear:id=a"));
        Screen screen = TerminalText.Screen(20, 3);
        for (int i = 0; i < 100; i++)
            screen.Write(reports);

        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 1_000; i++)
            screen.Write(reports);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static Screen Reported(params string[] reports) => TerminalText.Screen(20, 3, string.Concat(reports.Select(Sequence)));

    private static string Sequence(string report) => $"\e]7501;{report}\e\\";

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    private static IEnumerable<string> Ids(Screen screen) => screen.ProgramStatus.Select(record => record.Id);
}
