using PromptWatcher.Detection;

namespace PromptWatcher.Tests.Detection;

public class ExplanationTests
{
    private const string Box = "────────────────────\n❯ \n────────────────────\n  ? for shortcuts";
    private const string Menu = "Do you want to proceed?\n❯ 1. Yes\n  2. No\n\nEsc to cancel";

    [Fact]
    public void Explain_Menu_TheQuestionDecided()
    {
        Explanation explanation = Explain(new Session().Show(Menu).Wait(100));

        Finding decided = Assert.Single(explanation.Findings, finding => finding.Outcome == FindingOutcome.Decided);
        Assert.Equal((DetectionLayer.Structure, "question", Activity.Awaiting), (decided.Layer, decided.Name, decided.Says));
        Assert.Contains("Do you want to proceed?", decided.Saw, StringComparison.Ordinal);
        Assert.Contains(explanation.Findings, finding => finding is { Name: "generic/yes-no-list", Outcome: FindingOutcome.Agrees });
        Finding kind = Assert.Single(explanation.Findings, finding => finding.Name == "generic/permission-words");
        Assert.Equal(FindingOutcome.Agrees, kind.Outcome);
        Assert.EndsWith("told the kind", kind.Saw, StringComparison.Ordinal);
    }

    [Fact]
    public void Explain_BusyTitleOverAMenu_TheTitleIsOverruled()
    {
        Explanation explanation = Explain(new Session(AgentProfiles.Default.Get("claude")).Output("\e]0;⠂ topic\a").Show(Menu).Wait(100));

        Finding title = Assert.Single(explanation.Findings, finding => finding.Name == "title");
        Assert.Equal((Activity.Working, FindingOutcome.Overruled), (title.Says, title.Outcome));
        Assert.Contains("topic", title.Saw, StringComparison.Ordinal);
    }

    [Fact]
    public void Explain_QuietInputBox_TheBoxDecided()
    {
        Explanation explanation = Explain(new Session().Show(Box).Wait(2000));

        Assert.Equal("input-box", Assert.Single(explanation.Findings, finding => finding.Outcome == FindingOutcome.Decided).Name);
    }

    [Fact]
    public void Explain_Spinner_TheAnimationDecided()
    {
        Session session = new Session().Show(Box).Wait(2000);
        for (int i = 0; i < 20; i++)
            session.Output($"\e[8;1H{"⠋⠙⠹⠸"[i % 4]} Denke nach").Wait(80);

        Finding decided = Assert.Single(Explain(session).Findings, finding => finding.Outcome == FindingOutcome.Decided);
        Assert.Equal((DetectionLayer.Time, "animation"), (decided.Layer, decided.Name));
    }

    [Fact]
    public void Explain_EveryRule_IsListed()
    {
        AgentProfile claude = AgentProfiles.Default.Get("claude");

        Explanation explanation = Explain(new Session(claude).Show(Box).Wait(2000));

        Assert.All(claude.Rules, rule => Assert.Contains(explanation.Findings, finding => finding.Name == $"claude/{rule.Id}"));
    }

    [Fact]
    public void Explain_AnyMomentOfTheRecordings_WhatDecidedSaysTheState()
    {
        foreach (string name in Recordings.Names)
        {
            Recording recording = Recordings.Open(name);
            var session = new Session(null, recording.Size.Columns, recording.Size.Rows);
            TimeSpan next = TimeSpan.Zero;
            foreach (RecordingEvent entry in recording.Events)
            {
                session.WaitUntil(entry.Time);
                if (entry.Time >= next)
                {
                    next = entry.Time + TimeSpan.FromSeconds(0.5);
                    Explanation explanation = Explain(session);
                    Assert.Equal(session.Detector.State, explanation.State);
                    Assert.NotEmpty(explanation.Reason);
                    Assert.All(explanation.Findings.Where(finding => finding.Outcome == FindingOutcome.Decided), finding => Assert.Equal(session.Activity, finding.Says));
                }

                RecordingReplay.Play(session, entry);
            }
        }
    }

    private static Explanation Explain(Session session) => session.Detector.Explain(session.Now);
}
