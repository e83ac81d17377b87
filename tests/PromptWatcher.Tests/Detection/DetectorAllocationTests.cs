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
        Assert.Equal(Activity.Working, session.Activity);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 300; i++)
            Step(i);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal(Activity.Working, session.Activity);
    }
}
