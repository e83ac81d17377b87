using System.Text;
using PromptWatcher.Environments;
using PromptWatcher.Sessions;
using PromptWatcher.Terminal;

namespace PromptWatcher.Tests.Docs;

/// <summary>The README's samples are this compiled code, run: the first on a program that asks.</summary>
public sealed class ReadmeTests
{
    private const string Asks = """
        printf '\033[?25l\n Do you want to proceed?\n ❯ 1. Yes\n   2. No\n\n Enter to confirm · Esc to cancel\n'
        stty -icanon -echo; dd bs=1 count=1 2>/dev/null; printf '\033[?25h'
        """;

    [Fact]
    public async Task FirstSample_ProgramThatAsks_IsAnsweredToItsEnd() =>
        await WatchAsync(new PtySpawnOptions { Command = "sh", Arguments = ["-c", Asks] }).WaitAsync(TimeSpan.FromSeconds(60));

    [Theory]
    [InlineData("begin", "end")]
    [InlineData("begin status", "end status")]
    public void Sample_InTheReadme_IsTheCompiledOne(string begin, string end)
    {
        string sample = string.Join('\n', File.ReadAllLines(Path.Combine(SourceTree.Root, "tests/PromptWatcher.Tests/Docs/ReadmeTests.cs"))
            .SkipWhile(line => line.Trim() != $"// {begin}").Skip(1)
            .TakeWhile(line => line.Trim() != $"// {end}")
            .Select(line => line.Length > 8 ? line[8..] : ""));

        Assert.NotEmpty(sample);
        Assert.Contains(
            sample.Replace("StartAsync(options)", "StartAsync(new PtySpawnOptions { Command = \"claude\" })", StringComparison.Ordinal)
                .Replace("new ProgramStatus(terminal, \"copier\")", "new ProgramStatus(\"copier\")", StringComparison.Ordinal),
            File.ReadAllText(Path.Combine(SourceTree.Root, "README.md")),
            StringComparison.Ordinal);
    }

    [Fact]
    public void StatusSample_OnATerminal_IsTold()
    {
        var terminal = new StringWriter();
        Report(terminal);

        var screen = new Screen(new TerminalSize(80, 24));
        screen.Write(Encoding.ASCII.GetBytes(terminal.ToString()));
        Assert.Equal([("", ProgramState.Done, "12 files")], screen.ProgramStatus.Select(record => (record.Id, record.State, record.Message)));
    }

    private static void Report(TextWriter terminal)
    {
        // begin status
        using var status = new ProgramStatus(terminal, "copier");      // on the console; silent where its output is redirected
        status.Report(new ProgramReport(ProgramState.Working) { Progress = 40, Message = "Copying" });

        using (ProgramStatus upload = status.Part("upload"))           // a part has a record of its own, until it is disposed
            upload.Report(new ProgramReport(ProgramState.Blocked) { BlockedKind = BlockedKind.Permission, Message = "Overwrite notes.txt?" });

        status.Report(ProgramState.Done, "12 files");
        // end status
    }

    private static async Task WatchAsync(PtySpawnOptions options)
    {
        // begin
        await using var manager = new SessionManager();
        TerminalSession session = await manager.StartAsync(options);

        long answered = 0;
        await foreach (SessionEvent happened in session.WatchAsync())
        {
            // The same prompt comes again, with the same id, when its selection moves.
            if (happened is StateChanged { State.Prompt: { Options: [var first, ..] } prompt } && prompt.Id > answered)
            {
                answered = prompt.Id;
                await session.AnswerAsync(prompt, first);      // "Do you want to proceed?" -> Yes
            }
        }
        // end
    }
}
