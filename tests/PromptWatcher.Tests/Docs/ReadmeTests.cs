using PromptWatcher.Environments;
using PromptWatcher.Sessions;

namespace PromptWatcher.Tests.Docs;

/// <summary>The README's first sample is this compiled code, run on a program that asks.</summary>
public sealed class ReadmeTests
{
    private const string Asks = """
        printf '\033[?25l\n Do you want to proceed?\n ❯ 1. Yes\n   2. No\n\n Enter to confirm · Esc to cancel\n'
        stty -icanon -echo; dd bs=1 count=1 2>/dev/null; printf '\033[?25h'
        """;

    [Fact]
    public async Task FirstSample_ProgramThatAsks_IsAnsweredToItsEnd() =>
        await WatchAsync(new PtySpawnOptions { Command = "sh", Arguments = ["-c", Asks] }).WaitAsync(TimeSpan.FromSeconds(60));

    [Fact]
    public void FirstSample_InTheReadme_IsTheCompiledOne()
    {
        string sample = string.Join('\n', File.ReadAllLines(Path.Combine(Recordings.RepositoryRoot, "tests/PromptWatcher.Tests/Docs/ReadmeTests.cs"))
            .SkipWhile(line => !line.Contains("// begin", StringComparison.Ordinal)).Skip(1)
            .TakeWhile(line => !line.Contains("// end", StringComparison.Ordinal))
            .Select(line => line.Length > 8 ? line[8..] : ""));

        Assert.Contains(sample.Replace("StartAsync(options)", "StartAsync(new PtySpawnOptions { Command = \"claude\" })", StringComparison.Ordinal),
            File.ReadAllText(Path.Combine(Recordings.RepositoryRoot, "README.md")), StringComparison.Ordinal);
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
