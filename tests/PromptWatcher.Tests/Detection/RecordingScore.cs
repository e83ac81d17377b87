using System.Text.Json;
using System.Text.RegularExpressions;
using PromptWatcher.Detection;

namespace PromptWatcher.Tests.Detection;

/// <summary>How well states fit the labels of recordings: the measures of the recordings' own scorer that matter most.</summary>
internal sealed partial class RecordingScore
{
    private const double ShortestFalseAlarm = 0.1;

    public double Time { get; private set; }

    public double Right { get; private set; }

    public List<string> Missed { get; } = [];

    public List<string> False { get; } = [];

    public int Prompts { get; private set; }

    public int Kinds { get; private set; }

    public int Questions { get; private set; }

    public int Labelled { get; private set; }

    public int Labels { get; private set; }

    public int Keys { get; private set; }

    public void Add(Recording recording, IReadOnlyList<(TimeSpan At, AgentState State)> states)
    {
        using JsonDocument labels = recording.Labels();
        List<JsonElement> intervals = [.. labels.RootElement.GetProperty("intervals").EnumerateArray()];
        double alarm = 0;
        foreach (JsonElement label in intervals)
        {
            double from = label.GetProperty("from_s").GetDouble(), to = label.GetProperty("to_s").GetDouble();
            string[] allowed = [label.GetProperty("state").GetString()!, .. Strings(label, "also_ok")];
            bool counts = allowed[0] is "working" or "idle" or "awaiting";
            for (int i = 0; i < states.Count; i++)
            {
                double end = i + 1 < states.Count ? states[i + 1].At.TotalSeconds : to;
                double time = Math.Min(end, to) - Math.Max(states[i].At.TotalSeconds, from);
                if (time <= 0)
                    continue;
                string state = states[i].State.Activity.ToString().ToLowerInvariant();
                if (counts)
                {
                    Time += time;
                    Right += allowed.Contains(state) ? time : 0;
                }

                alarm += state == "awaiting" && !allowed.Contains(state) ? time : 0;
            }
        }

        if (alarm > ShortestFalseAlarm)
            False.Add($"{recording.Name} {alarm:F2} s");
        foreach (IGrouping<int, JsonElement> prompt in intervals.Where(l => l.GetProperty("state").GetString() == "awaiting").GroupBy(l => l.GetProperty("prompt").GetInt32()))
            AddPrompt(recording.Name, [.. prompt], states);
    }

    private void AddPrompt(string name, JsonElement[] intervals, IReadOnlyList<(TimeSpan At, AgentState State)> states)
    {
        JsonElement first = intervals[0];
        bool isHard = !intervals.Any(l => Strings(l, "also_ok").Length > 0);
        Prompt?[] seen = [.. intervals.Select(l => At(states, (l.GetProperty("from_s").GetDouble() + l.GetProperty("to_s").GetDouble()) / 2).Prompt)];
        if (isHard && seen.All(prompt => prompt is null))
            Missed.Add($"{name} {first.GetProperty("question").GetString()}");
        if (!isHard || seen[0] is not { } shown)
            return;
        Prompts++;
        Kinds += new[] { first.GetProperty("kind").GetString()! }.Concat(Strings(first, "kind_ok")).Contains(Name(shown.Kind)) ? 1 : 0;
        Questions += new[] { first.GetProperty("question").GetString() ?? "" }.Concat(Strings(first, "question_ok")).Any(q => Plain(q) == Plain(shown.Question)) ? 1 : 0;
        for (int i = 0; i < intervals.Length; i++)
        {
            JsonElement[] options = [.. intervals[i].GetProperty("options").EnumerateArray()];
            if (options.Length == 0)
                continue;
            Labelled++;
            PromptOption[] got = [.. seen[i]?.Options ?? []];
            if (got.Length != options.Length || !options.Zip(got).All(pair => Plain(pair.First.GetProperty("label").GetString()!) == Plain(pair.Second.Label)))
                continue;
            Labels++;
            Keys += options.Zip(got).All(pair => Strings(pair.First, "keys") is var keys && (keys.Length == 0 || keys.Contains(pair.Second.KeyNames))) ? 1 : 0;
        }
    }

    private static AgentState At(IReadOnlyList<(TimeSpan At, AgentState State)> states, double time) => states.Last(s => s.At.TotalSeconds <= time).State;

    private static string Name(PromptKind kind) => kind switch
    {
        PromptKind.Confirmation => "confirm",
        PromptKind.KeyPress => "presskey",
        _ => kind.ToString().ToLowerInvariant(),
    };

    public static string[] Strings(JsonElement element, string member) =>
        element.TryGetProperty(member, out JsonElement list) && list.ValueKind == JsonValueKind.Array ? [.. list.EnumerateArray().Select(e => e.GetString()!)] : [];

    private static string Plain(string text) => NoWord().Replace(KeyHint().Replace(text, "").ToLowerInvariant(), "");

    [GeneratedRegex(@"\W+")]
    private static partial Regex NoWord();

    [GeneratedRegex(@"\s*\((?:[a-z0-9]|esc|tab|enter|shift\+tab|current)\)$", RegexOptions.IgnoreCase)]
    private static partial Regex KeyHint();
}
