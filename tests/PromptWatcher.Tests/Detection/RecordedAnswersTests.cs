using System.Text.Json;
using PromptWatcher.Detection;

namespace PromptWatcher.Tests.Detection;

/// <summary>What the prompts in the recordings are about, and which boxes are on, against their labels.</summary>
public class RecordedAnswersTests
{
    private const string Script = "set -e\nmkdir -p out\nfor f in a b c; do\n  echo \"$f\" > out/$f.txt\ndone\nls out";
    private const string Build = "for i in 1 2 3 4 5 6 7 8; do echo \"compiling part $i of 8\"; sleep 0.7; done && touch build.stamp && echo \"built for $(uname -s) on $(date +%Y)\"";

    // The model server's plan is in the labels; what it called the tool with is in the plan.
    private static readonly Dictionary<string, string[]> Plans = new(StringComparer.Ordinal)
    {
        ["bash"] = ["mkdir -p build && touch build/made-by-agent"],
        ["bashls"] = ["cat notes/prompts.txt && touch seen.stamp"],
        ["bashmulti"] = [Script],
        ["bashlong"] = [Build],
        ["edit"] = ["app.py", "/home/dev/project/app.py"],
        ["write"] = ["hello.txt", "/home/dev/project/hello.txt"],
        ["fetch"] = ["http://127.0.0.1:8099/page.html"],
    };

    private static readonly Lazy<List<(string Name, JsonElement Label, Prompt Prompt)>> Named = new(static () => [.. Prompts(isNamed: true)]);
    private static readonly Lazy<List<(string Name, JsonElement Label, Prompt Prompt)>> Unnamed = new(static () => [.. Prompts(isNamed: false)]);

    [Fact]
    public void Options_AllRecordings_AreCheckedAsTheLabelsSay()
    {
        int boxes = 0;
        foreach ((string name, JsonElement label, Prompt prompt) in Named.Value.Concat(Unnamed.Value))
        {
            JsonElement[] options = [.. label.GetProperty("options").EnumerateArray()];
            bool isBoxed = options.Any(static option => option.TryGetProperty("checked", out _));
            Assert.True(isBoxed == prompt.IsMultiSelect, $"{name}: {prompt}");
            if (!isBoxed)
            {
                Assert.DoesNotContain(prompt.Options, static option => option.IsChecked == true);
                continue;
            }

            Assert.All(prompt.Options.Zip(options), static pair => Assert.Equal(pair.Second.GetProperty("checked").GetBoolean(), pair.First.IsChecked ?? false));
            boxes += prompt.Options.Count(static option => option.IsChecked is not null);
        }

        Assert.InRange(boxes, 120, 300);
    }

    [Fact]
    public void Subject_PermissionsOfAgents_IsTheCommandOrFileOfTheToolCall()
    {
        var wrong = new List<string>();
        int told = 0;
        foreach ((string name, JsonElement label, Prompt prompt) in Named.Value.Concat(Unnamed.Value))
        {
            if (label.GetProperty("kind").GetString() != "permission" || prompt.Kind is not (PromptKind.Permission or PromptKind.Confirmation) || Plan(name, label) is not { } plan)
                continue;
            if (prompt.Question == "Always allow")
                continue;
            if (prompt.Subject is null || !Plans[plan].Contains(prompt.Subject))
                wrong.Add($"{name} ({plan}): {prompt.Subject ?? "nothing"}");
            told++;
        }

        Assert.Empty(wrong);
        Assert.InRange(told, 80, 200);
    }

    [Fact]
    public void Subject_EverythingElse_IsAFolderOrNothing()
    {
        foreach ((string name, JsonElement label, Prompt prompt) in Named.Value.Concat(Unnamed.Value))
        {
            if (Plan(name, label) is null || label.GetProperty("kind").GetString() != "permission")
                Assert.True(prompt.Subject is null or "/home/dev/project", $"{name}: {prompt.Subject}");
        }
    }

    [Fact]
    public void Evidence_AllRecordings_NamesTheStructureAndARuleThatExists()
    {
        foreach ((string name, _, Prompt prompt) in Named.Value)
        {
            PromptEvidence evidence = prompt.Evidence!;
            Assert.Contains(evidence.Structure, new[] { "list", "buttons", "field", "line", "filter", "step", "panel", "report" });
            Assert.InRange(evidence.Bottom, evidence.Top, 200);
            if (evidence.Rule?.Split('/') is [var profile, var rule])
                Assert.Contains(AgentProfiles.Default.Get(profile).Rules, candidate => candidate.Id == rule);
            Assert.True(prompt.Kind != PromptKind.Permission || evidence.Rule is not null, name);
        }
    }

    [Fact]
    public void InputText_AgentsThatAreRecognised_IsThereWhenTheyAreFirstIdleUnlessItIsAShell()
    {
        var without = new List<string>();
        int idle = 0;
        foreach (string name in Recordings.Names)
        {
            Recording recording = Recordings.Open(name);
            if (!AgentProfiles.Default.TryGet(recording.Labels().RootElement.GetProperty("agent").GetString()!, out AgentProfile? profile) || profile.Recognize is { Screen.Count: 0, Title.Count: 0 })
                continue;
            var session = new Session(profile, recording.Size.Columns, recording.Size.Rows);
            foreach (RecordingEvent entry in recording.Events)
            {
                session.WaitUntil(entry.Time);
                if (session.Detector.State is { Activity: Activity.Idle, IsOverlay: false })
                {
                    idle++;
                    if (session.Detector.InputText is null)
                        without.Add(name);
                    break;
                }

                RecordingReplay.Play(session, entry);
            }
        }

        Assert.Equal(["claude-from-shell"], without);
        Assert.InRange(idle, 10, 300);
    }

    [Fact]
    public void Id_AllRecordings_IsOneForEachLabelledPrompt()
    {
        foreach (IGrouping<(string, int), (string Name, JsonElement Label, Prompt Prompt)> one in Named.Value
            .Where(static p => p.Prompt.Evidence!.Structure != "filter").GroupBy(static p => (p.Name, p.Label.GetProperty("prompt").GetInt32())))
            Assert.True(one.Select(static p => p.Prompt.Id).Distinct().Count() == 1, $"{one.Key}: {string.Join(' ', one.Select(static p => $"{p.Prompt.Id} {p.Prompt.Subject}"))}");
    }

    private static IEnumerable<(string Name, JsonElement Label, Prompt Prompt)> Prompts(bool isNamed)
    {
        foreach (string name in Recordings.Names)
        {
            Recording recording = Recordings.Open(name);
            JsonElement labels = recording.Labels().RootElement;
            AgentProfiles.Default.TryGet(labels.GetProperty("agent").GetString()!, out AgentProfile? profile);
            IReadOnlyList<(TimeSpan At, AgentState State)> states = RecordingReplay.States(recording, isNamed ? profile : null);
            foreach (JsonElement label in labels.GetProperty("intervals").EnumerateArray())
            {
                double middle = (label.GetProperty("from_s").GetDouble() + label.GetProperty("to_s").GetDouble()) / 2;
                if (label.GetProperty("state").GetString() == "awaiting" && states.Last(s => s.At.TotalSeconds <= middle).State.Prompt is { } prompt)
                    yield return (name, label, prompt);
            }
        }
    }

    // The last tool call before the prompt.
    private static string? Plan(string name, JsonElement label)
    {
        double from = label.GetProperty("from_s").GetDouble();
        JsonElement labels = new Recording(name, default, []).Labels().RootElement;
        return labels.GetProperty("mock_events").EnumerateArray()
            .Where(e => e.GetProperty("ev").GetString() == "tool_call" && e.GetProperty("t").GetDouble() <= from + 1)
            .Select(static e => e.GetProperty("plan").GetString()!)
            .LastOrDefault(Plans.ContainsKey);
    }
}
