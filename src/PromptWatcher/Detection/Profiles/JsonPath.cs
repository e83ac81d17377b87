namespace PromptWatcher.Detection.Profiles;

/// <summary>Paths of values in a profile, as in <c>$.rules[2].when.regex[0]</c>.</summary>
internal static class JsonPath
{
    public const string Root = "$";
    private const string RulePrefix = "$.rules[";

    /// <summary>The path of a member.</summary>
    public static string Member(string path, string name) => $"{path}.{name}";

    /// <summary>The path of an element.</summary>
    public static string Element(string path, int index) => $"{path}[{index}]";

    /// <summary>The path of the value that holds this one, or null.</summary>
    public static string? Parent(string path) => path.LastIndexOfAny(['.', '[']) is var end and > 0 ? path[..end] : null;

    /// <summary>The index of the rule that the value is part of, or null.</summary>
    public static int? RuleIndex(string path) =>
        path.StartsWith(RulePrefix, StringComparison.Ordinal) && int.TryParse(path[RulePrefix.Length..path.IndexOf(']', StringComparison.Ordinal)], out int index) ? index : null;
}
