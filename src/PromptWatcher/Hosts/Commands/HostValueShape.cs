using System.Globalization;
using System.Text;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;

namespace PromptWatcher.Hosts.Commands;

/// <summary>What a value may be. One of the members is set.</summary>
internal sealed record HostValueShape
{
    /// <summary>Bytes that the kernel takes for the path of a socket (<c>sun_path</c> less its end), and more than any path of ours has.</summary>
    private const int LongestPath = 107;

    private const int LongestNumber = 9;

    /// <summary>This and nothing else; nobody need name it.</summary>
    public string? Constant { get; init; }

    /// <summary>An expression that all of the value fits.</summary>
    public string? Pattern { get; init; }

    /// <summary>The smallest and the largest number.</summary>
    public IReadOnlyList<int>? Number { get; init; }

    /// <summary>The directories that the path is in, at any depth.</summary>
    public IReadOnlyList<string>? Path { get; init; }

    [JsonIgnore]
    private Regex Expression => field ??= new Regex($@"\A(?:{Pattern})\z", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);

    /// <summary>Whether the value will do.</summary>
    internal bool Allows(string value)
    {
        if (Constant is not null)
            return value == Constant;
        if (Pattern is not null)
            return Expression.IsMatch(value);
        return Number is [var least, var most] ? IsNumber(value, least, most) : Path is not null && Path.Any(directory => IsInside(value, directory));
    }

    /// <summary>What it may be, for messages.</summary>
    public override string ToString() => this switch
    {
        { Constant: { } constant } => $"'{constant}'",
        { Pattern: { } pattern } => $"what fits {pattern}",
        { Number: [var least, var most] } => $"a number from {least} to {most}",
        _ => $"a path of at most {LongestPath} bytes, without '.', '..' and empty parts, in {string.Join(", ", Path ?? [])}",
    };

    private static bool IsNumber(string value, int least, int most) =>
        value.Length is > 0 and <= LongestNumber && value.All(char.IsAsciiDigit) && (value.Length == 1 || value[0] != '0')
        && int.Parse(value, CultureInfo.InvariantCulture) is var number && number >= least && number <= most;

    private static bool IsInside(string value, string directory) =>
        value.StartsWith(directory + "/", StringComparison.Ordinal) && !Printable.HasHidden(value) && Encoding.UTF8.GetByteCount(value) <= LongestPath
        && !value[1..].Split('/').Any(static part => part is "" or "." or "..");
}
