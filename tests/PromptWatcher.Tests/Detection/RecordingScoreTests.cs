using System.Text.Json;
using PromptWatcher.Detection;
using PromptWatcher.Terminal;

namespace PromptWatcher.Tests.Detection;

public class RecordingScoreTests
{
    [Fact]
    public void States_AllRecordingsWithProfiles_FitTheLabels()
    {
        RecordingScore score = Score(Profile);

        Assert.Empty(score.Missed);
        Assert.Empty(score.False);
        Assert.InRange(score.Right / score.Time, 0.995, 1);
        Assert.InRange((double)score.Kinds / score.Prompts, 0.99, 1);
        Assert.InRange((double)score.Questions / score.Prompts, 0.96, 1);
        Assert.InRange((double)score.Labels / score.Labelled, 0.98, 1);
        Assert.InRange((double)score.Keys / score.Labelled, 0.98, 1);
    }

    [Fact]
    public void States_AllRecordingsWithoutProfiles_FitTheLabels()
    {
        RecordingScore score = Score(static _ => null);

        Assert.Empty(score.Missed);
        Assert.Empty(score.False);
        Assert.InRange(score.Right / score.Time, 0.995, 1);
    }

    [Fact]
    public void Inspect_MiddleOfEachInterval_IsRightOrUnknown()
    {
        int all = 0, unknown = 0;
        var wrong = new List<string>();
        foreach (string name in Recordings.Names)
        {
            Recording recording = Recordings.Open(name);
            using JsonDocument labels = recording.Labels();
            AgentProfile? profile = Profile(labels.RootElement.GetProperty("agent").GetString()!);
            var screen = new Screen(recording.Size);
            int next = 0;
            foreach (JsonElement label in labels.RootElement.GetProperty("intervals").EnumerateArray())
            {
                double middle = (label.GetProperty("from_s").GetDouble() + label.GetProperty("to_s").GetDouble()) / 2;
                for (; next < recording.Events.Count && recording.Events[next].Time.TotalSeconds < middle; next++)
                    RecordingReplay.Draw(screen, recording.Events[next]);
                string[] allowed = [label.GetProperty("state").GetString()!, .. RecordingScore.Strings(label, "also_ok")];
                if (allowed[0] is not ("working" or "idle" or "awaiting"))
                    continue;
                string state = PromptDetector.Inspect(screen, profile).Activity.ToString().ToLowerInvariant();
                all++;
                unknown += state == "unknown" ? 1 : 0;
                if (state != "unknown" && !allowed.Contains(state))
                    wrong.Add($"{name} at {middle:F2}: {state} instead of {allowed[0]}");
            }
        }

        Assert.Empty(wrong);
        Assert.InRange((double)unknown / all, 0, 0.06);
    }

    [Theory]
    [InlineData(7, 1)]
    [InlineData(1, 12)]
    [InlineData(64, 12)]
    public void States_OutputInOtherPieces_AreTheSame(int size, int everyNth)
    {
        foreach (string name in Recordings.Names.Where((_, i) => i % everyNth == 0))
        {
            Recording recording = Recordings.Open(name);
            Recording pieces = recording with
            {
                Events = [.. recording.Events.SelectMany(e => e.Code != 'o' ? [e] : e.Data.EnumerateRunes().Chunk(size).Select(c => e with { Data = string.Concat(c) }))],
            };

            Assert.Equal(Told(name, RecordingReplay.States(recording, null)), Told(name, RecordingReplay.States(pieces, null)));
        }
    }

    private static IEnumerable<(string, Activity, string?)> Told(string name, IReadOnlyList<(TimeSpan At, AgentState State)> states) =>
        states.Select(s => (name, s.State.Activity, s.State.Prompt?.Question));

    private static RecordingScore Score(Func<string, AgentProfile?> profile)
    {
        var score = new RecordingScore();
        foreach (string name in Recordings.Names)
        {
            Recording recording = Recordings.Open(name);
            using JsonDocument labels = recording.Labels();
            score.Add(recording, RecordingReplay.States(recording, profile(labels.RootElement.GetProperty("agent").GetString()!)));
        }

        return score;
    }

    private static AgentProfile? Profile(string agent) => AgentProfiles.Default.TryGet(agent, out AgentProfile? profile) ? profile : null;
}
