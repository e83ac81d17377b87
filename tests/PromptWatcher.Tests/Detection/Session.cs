using System.Text;
using PromptWatcher.Detection;
using PromptWatcher.Environments;
using PromptWatcher.Terminal;

namespace PromptWatcher.Tests.Detection;

/// <summary>A screen and its detector, driven by hand: time passes only when it is told to, and due timers are kept.</summary>
internal sealed class Session
{
    public Session(AgentProfile? profile = null, int columns = 80, int rows = 24, Func<TerminalModes?>? modes = null, AgentProfileStore? profiles = null)
    {
        Screen = new Screen(new TerminalSize(columns, rows));
        Detector = new PromptDetector(Screen, profile, modes, profiles);
        States.Add((TimeSpan.Zero, Detector.State));
    }

    public Screen Screen { get; }

    public PromptDetector Detector { get; }

    public TimeSpan Now { get; private set; }

    public List<(TimeSpan At, AgentState State)> States { get; } = [];

    public Activity Activity => Detector.State.Activity;

    public Prompt? Prompt => Detector.State.Prompt;

    public Session Output(string text)
    {
        Screen.Write(Encoding.UTF8.GetBytes(text));
        Detector.OnOutput(Now);
        return Note(false);
    }

    public Session Show(string text) => Output(Still.Bytes(text));

    public Session Type(string text)
    {
        Detector.OnInput(Encoding.UTF8.GetBytes(text), Now);
        return Note(false);
    }

    public Session Resize(TerminalSize size)
    {
        Screen.Resize(size);
        Detector.OnOutput(Now);
        return Note(false);
    }

    public Session Exit() => Note(Detector.OnExit(Now));

    public Session Wait(int milliseconds) => WaitUntil(Now + TimeSpan.FromMilliseconds(milliseconds));

    public Session WaitUntil(TimeSpan end)
    {
        while (Detector.NextDue is { } due && due <= end)
        {
            Now = due > Now ? due : Now;
            Note(Detector.OnTimer(Now));
            Assert.True(Detector.NextDue is not { } next || next > due, "A timer must not come due again at once.");
        }

        Now = end;
        return this;
    }

    private Session Note(bool isChanged)
    {
        Assert.Equal(isChanged, !ReferenceEquals(States[^1].State, Detector.State));
        if (isChanged)
            States.Add((Now, Detector.State));
        return this;
    }
}
