using System.Globalization;
using System.Text.Json;
using PromptWatcher.Detection;

namespace PromptWatcher.Console.Output;

/// <summary>An explanation as lines for people, and as JSON.</summary>
internal static class ExplanationText
{
    private const int NameWidth = 26;

    public static IEnumerable<string> Lines(Explanation explanation, bool isAll)
    {
        yield return string.Create(CultureInfo.InvariantCulture, $"{explanation.At.TotalSeconds:F3} s: {StateJson.Name(explanation.State.Activity)}{(explanation.State.IsOverlay ? ", overlay" : "")}. {explanation.Reason}");
        foreach (IGrouping<DetectionLayer, Finding> layer in explanation.Findings.Where(finding => isAll || finding.Saw.Length > 0).GroupBy(static finding => finding.Layer))
        {
            yield return $"{layer.Key}";
            foreach (Finding finding in layer)
            {
                string says = finding.Says is { } activity ? $" -> {StateJson.Name(activity)}, {Name(finding.Outcome)}" : "";
                yield return $"  {finding.Name.PadRight(NameWidth)} {(finding.Saw.Length > 0 ? finding.Saw : "-")}{says}";
            }
        }
    }

    public static string Json(Explanation explanation) => JsonLine.Of(json =>
    {
        json.WriteNumber("t", explanation.At.TotalSeconds);
        json.WriteString("state", StateJson.Name(explanation.State.Activity));
        json.WriteBoolean("overlay", explanation.State.IsOverlay);
        if (explanation.State.Prompt is { } prompt)
            StateJson.WritePrompt(json, prompt);
        json.WriteString("reason", explanation.Reason);
        json.WriteStartArray("findings");
        foreach (Finding finding in explanation.Findings)
        {
            json.WriteStartObject();
            json.WriteString("layer", JsonNamingPolicy.CamelCase.ConvertName(finding.Layer.ToString()));
            json.WriteString("name", finding.Name);
            json.WriteString("saw", finding.Saw);
            if (finding.Says is { } activity)
                json.WriteString("says", StateJson.Name(activity));
            json.WriteString("outcome", Name(finding.Outcome));
            json.WriteEndObject();
        }

        json.WriteEndArray();
    });

    private static string Name(FindingOutcome outcome) => outcome switch
    {
        FindingOutcome.Silent => "silent",
        FindingOutcome.Agrees => "agrees",
        FindingOutcome.Decided => "decided",
        _ => "overruled",
    };
}
