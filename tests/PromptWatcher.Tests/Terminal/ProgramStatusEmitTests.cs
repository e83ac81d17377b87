using FsCheck;
using FsCheck.Fluent;
using PromptWatcher.Terminal;

namespace PromptWatcher.Tests.Terminal;

/// <summary>What a .NET program says about itself, and what a terminal makes of it.</summary>
public class ProgramStatusEmitTests
{
    private const string NameCharacters = "abcXYZ019_.,+=-";

    [Fact]
    public void Report_Everything_IsOneSequence()
    {
        var terminal = new StringWriter();
        using ProgramStatus worker = new ProgramStatus(terminal, "copier").Part("jobs").Part("7");

        worker.Report(new ProgramReport(ProgramState.Blocked) { BlockedKind = BlockedKind.Authentication, Progress = 40, Title = "fix", Message = "f" });

        Assert.Equal("\e]7501;state=blocked:kind=auth:progress=40:title=Zml4:msg=Zg==:id=jobs/7\e\\", terminal.ToString());
    }

    [Theory]
    [InlineData(ProgramState.Idle)]
    [InlineData(ProgramState.Working)]
    [InlineData(ProgramState.Done)]
    [InlineData(ProgramState.Blocked)]
    [InlineData(ProgramState.Error)]
    public void Report_EachState_IsTheRecord(ProgramState state)
    {
        (Screen screen, ProgramStatus status) = Program("copier");

        status.Report(state, "A message");

        Assert.Equal(new ProgramStatusRecord("", state, BlockedKind.Unknown, null, "copier", null, "A message", 1), Assert.Single(screen.ProgramStatus));
    }

    [Fact]
    public void Report_Anything_ComesBackAsItWasSaid() => Prop.ForAll(Arb.From(Reports()), said =>
    {
        (Screen screen, ProgramStatus status) = Program(said.App);
        foreach (string name in said.Path)
            status = status.Part(name);

        status.Report(said.Report);

        ProgramStatusRecord record = Assert.Single(screen.ProgramStatus);
        Assert.Equal(
            new ProgramStatusRecord(
                string.Join('/', said.Path),
                said.Report.State,
                said.Report.State == ProgramState.Blocked ? said.Report.BlockedKind : BlockedKind.Unknown,
                said.Report.State is ProgramState.Working or ProgramState.Blocked ? said.Report.Progress : null,
                said.Path.Length == 0 ? said.App : null,
                said.Report.Title,
                said.Report.Message,
                1),
            record);
        Assert.Equal("", screen.Text());
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Clear_OfAPart_RemovesItAndWhatIsInside()
    {
        (Screen screen, ProgramStatus status) = Program();
        status.Report(ProgramState.Working);
        ProgramStatus part = status.Part("a");
        part.Report(ProgramState.Working);
        part.Part("b").Report(ProgramState.Done);

        part.Clear();
        Assert.Equal([""], screen.ProgramStatus.Select(record => record.Id));

        status.Clear();
        Assert.Empty(screen.ProgramStatus);
    }

    [Theory]
    [InlineData(ProgramState.Idle, 0)]
    [InlineData(ProgramState.Working, 0)]
    [InlineData(ProgramState.Blocked, 0)]
    [InlineData(ProgramState.Done, 1)]
    [InlineData(ProgramState.Error, 1)]
    public void Dispose_AfterAReport_LeavesResultsOnly(ProgramState state, int left)
    {
        (Screen screen, ProgramStatus status) = Program();
        status.Report(state);

        status.Dispose();

        Assert.Equal(left, screen.ProgramStatus.Count);
    }

    [Fact]
    public void Dispose_WithoutAReport_WritesNothing()
    {
        var terminal = new StringWriter();

        new ProgramStatus(terminal).Dispose();

        Assert.Equal("", terminal.ToString());
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(101)]
    public void Progress_OutOfRange_IsRefused(int progress)
    {
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => new ProgramReport(ProgramState.Working) { Progress = progress });

        Assert.Equal(("Progress", (object)progress), (error.ParamName, error.ActualValue));
        Assert.Contains("0 to 100", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void State_Unknown_IsRefused()
    {
        Assert.Equal("State", Assert.Throws<ArgumentOutOfRangeException>(() => new ProgramReport((ProgramState)9)).ParamName);
        Assert.Equal("BlockedKind", Assert.Throws<ArgumentOutOfRangeException>(() => new ProgramReport(ProgramState.Blocked) { BlockedKind = (BlockedKind)9 }).ParamName);
    }

    [Theory]
    [InlineData(192, 2_048, null)]
    [InlineData(193, 0, "Title takes 193 bytes of UTF-8; 192 is the limit.")]
    [InlineData(0, 2_049, "Message takes 2,049 bytes of UTF-8; 2,048 is the limit.")]
    public void Texts_UpToTheirLimit_AreTaken(int title, int message, string? expected)
    {
        ProgramReport make() => new(ProgramState.Done) { Title = new string('x', title), Message = new string('x', message) };

        Exception? error = Record.Exception(make);

        Assert.Equal(expected is null, error is null);
        Assert.StartsWith(expected ?? "", error?.Message ?? "", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("two\nlines")]
    [InlineData("tab\there")]
    [InlineData("\e[2J")]
    [InlineData("\u009b")]
    public void Message_WithAControl_IsRefused(string text)
    {
        var error = Assert.Throws<ArgumentException>(() => new ProgramReport(ProgramState.Done) { Message = text });

        Assert.Equal("Message", error.ParamName);
        Assert.Contains("one line", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a\u202eb\u2066c\ufeff", "abc")]
    [InlineData("שלום 👩‍💻", "שלום 👩‍💻")]
    [InlineData("\u200b", null)]
    [InlineData("", null)]
    public void Title_WithWhatNobodySees_IsWithoutIt(string text, string? expected) =>
        Assert.Equal(expected, new ProgramReport(ProgramState.Done) { Title = text }.Title);

    [Theory]
    [InlineData("my tool", "my tool")]
    [InlineData("ä", "'ä'")]
    [InlineData("a:b", "'a:b'")]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "33 bytes; 32 is the limit")]
    public void App_ThatDoesNotFit_IsRefused(string app, string expected)
    {
        var error = Assert.Throws<ArgumentException>(() => new ProgramStatus(TextWriter.Null, app));

        Assert.Equal("app", error.ParamName);
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a/b", "slash")]
    [InlineData("a b", "'a b'")]
    [InlineData("", "empty")]
    public void Part_WithABadName_IsRefused(string name, string expected)
    {
        var error = Assert.ThrowsAny<ArgumentException>(() => new ProgramStatus(TextWriter.Null).Part(name));

        Assert.Equal("name", error.ParamName);
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Part_TooDeepOrTooLong_IsRefused()
    {
        ProgramStatus deepest = Enumerable.Range(0, 8).Aggregate(new ProgramStatus(TextWriter.Null), (status, _) => status.Part("x"));

        Assert.Contains("9 names deep; 8 is the limit", Assert.Throws<ArgumentException>(() => deepest.Part("x")).Message, StringComparison.Ordinal);
        Assert.NotNull(new ProgramStatus(TextWriter.Null).Part("a").Part(new string('x', 126)));
        Assert.Contains(
            "129 bytes; 128 is the limit",
            Assert.Throws<ArgumentException>(() => new ProgramStatus(TextWriter.Null).Part("a").Part(new string('x', 127))).Message,
            StringComparison.Ordinal);
    }

    private static (Screen Screen, ProgramStatus Status) Program(string? app = null)
    {
        Screen screen = TerminalText.Screen(20, 3);
        return (screen, new ProgramStatus(new ScreenWriter(screen), app));
    }

    private static Gen<Said> Reports() =>
        from state in Gen.Elements(Enum.GetValues<ProgramState>())
        from kind in Gen.Elements(Enum.GetValues<BlockedKind>())
        from progress in Gen.OneOf(Gen.Constant((int?)null), Gen.Choose(0, 100).Select(value => (int?)value))
        from title in Line(192)
        from message in Line(2_048)
        from app in Gen.OneOf(Gen.Constant((string?)null), Name(32).Select(name => (string?)name))
        from depth in Gen.Choose(0, 8)
        from path in Gen.ArrayOf(Name(15), depth)
        select new Said(new ProgramReport(state) { BlockedKind = kind, Progress = progress, Title = title, Message = message }, app, path);

    private static Gen<string> Name(int maxLength) =>
        from length in Gen.Choose(1, maxLength)
        from characters in Gen.ArrayOf(Gen.Elements(NameCharacters.ToCharArray()), length)
        select new string(characters);

    /// <summary>Any line that fits: of every plane and with half pairs, invisible characters among them.</summary>
    private static Gen<string?> Line(int maxBytes) =>
        from length in Gen.Choose(0, maxBytes / 3)
        from characters in Gen.ArrayOf(Gen.OneOf(Gen.Choose(' ', '~'), Gen.Choose('\xa0', 0xffff), Gen.Choose(0x2028, 0x202e)), length)
        select (string?)new string([.. characters.Select(character => (char)character)]);

    private sealed record Said(ProgramReport Report, string? App, string[] Path);

    /// <summary>A terminal to write to. It takes what comes between two flushes.</summary>
    private sealed class ScreenWriter(Screen screen) : StringWriter
    {
        public override void Flush()
        {
            screen.Write(ToString());
            GetStringBuilder().Clear();
        }
    }
}
