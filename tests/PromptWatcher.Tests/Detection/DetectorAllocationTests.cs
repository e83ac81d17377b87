using System.Text;
using PromptWatcher.Detection;

namespace PromptWatcher.Tests.Detection;

/// <summary>A frame that leaves the state as it is allocates nothing.</summary>
/// <remarks>Regular expressions that other tests use at the same time would allocate a second matcher.</remarks>
[Collection(nameof(RunsAlone))]
public class DetectorAllocationTests
{
    private const string Box = "────────────\n❯ {0}\n────────────";

    [Theory]
    [InlineData("Plan:\n  1. Read the file\n  2. Change it\n  3. Run the tests")]
    [InlineData("❯ Plan\n  Build\n  Test")]
    [InlineData("  ◉ Plan\n  ◯ Build\n  ◯ Test\n❯ Plan ✔\n  Build ✔\n  Test")]
    [InlineData("Which one?")]
    public void OnTimer_ProgressBelowAListThatAsksNothing_AllocatesNothing(string text)
    {
        Session session = new Session().Show("Starting\n" + text + "\n\nDownloading").Wait(1000);
        int row = text.Count(static c => c == '\n') + 4;
        byte[][] steps = [.. Enumerable.Range(10, 80).Select(i => Encoding.UTF8.GetBytes($"\e[{row};1HDownloading {i}% of 80 MB"))];
        AssertNothing(session, steps);
    }

    [Theory]
    [InlineData("⠋ Working (esc to interrupt)", "")]
    [InlineData("⠋ Working (esc to interrupt)", "an unsent message")]
    [InlineData("⠋ 思考中… (esc to interrupt)", "")]
    [InlineData("⠋ Réfléchit… 👩‍👩‍👧 e\u0301 (esc to interrupt)", "")]
    [InlineData("⠋ 思考中… (esc to interrupt)", "メッセージ")]
    [InlineData("⠋ Working (esc to interrupt)\n\nPlan:\n  1. Read the file\n  2. Change it\n  3. Run the tests\n", "")]
    [InlineData("⠋ Working (esc to interrupt)\n❯ Plan\n  Build\n  Test\n", "")]
    public void OnTimer_SpinnerAtWork_AllocatesNothing(string line, string typed)
    {
        Session session = new Session().Show(line + "\n" + string.Format(null, Box, typed)).Wait(1000);
        byte[][] steps = [.. "⠋⠙⠹⠸⠼⠴⠦⠧".Select(c => Encoding.UTF8.GetBytes($"\e[1;1H{c}\e[{line.Count('\n') + 3};3H"))];
        AssertNothing(session, steps);
        Assert.Equal(Activity.Working, session.Activity);
    }

    private static void AssertNothing(Session session, byte[][] steps)
    {
        TimeSpan now = session.Now;
        void Step(int i)
        {
            session.Screen.Write(steps[i % steps.Length]);
            session.Detector.OnOutput(now);
            now += TimeSpan.FromMilliseconds(80);
            session.Detector.OnTimer(now);
        }

        for (int i = 0; i < 300; i++)
            Step(i);
        AgentState state = session.Detector.State;
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 300; i++)
            Step(i);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Same(state, session.Detector.State);
    }
}
