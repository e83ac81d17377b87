using System.Text;
using System.Text.RegularExpressions;

namespace PromptWatcher.Projects;

/// <summary>What a repository is copied from, and what opens it, apart: the one is kept and told, the other is neither.</summary>
/// <param name="Address">The path or URL, without a password.</param>
/// <param name="Authorization">The setting that opens it for the one run that is given it; none when it is empty.</param>
internal sealed partial record GitSource(string Address, IReadOnlyList<KeyValuePair<string, string>> Authorization)
{
    /// <param name="source">One that <see cref="GitNames.SourceProblem"/> has passed.</param>
    internal static GitSource Of(string source)
    {
        if (UserInfo().Match(source) is not { Success: true } match)
            return new GitSource(source, []);
        (string scheme, string user, string rest) = (match.Groups["scheme"].Value, match.Groups["user"].Value, match.Groups["rest"].Value);
        if (scheme.Equals("ssh://", StringComparison.OrdinalIgnoreCase))
            return new GitSource(scheme + user.Split(':')[0] + "@" + rest, []);
        string address = scheme + rest, host = scheme + rest.Split('/')[0] + "/";
        string basic = Uri.UnescapeDataString(user.Contains(':') ? user : user + ":");
        return new GitSource(address, scheme.StartsWith("http", StringComparison.OrdinalIgnoreCase)
            ? [KeyValuePair.Create($"http.{host}.extraHeader", "Authorization: Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes(basic)))]
            : []);
    }

    /// <summary>Any text that may be a source, without what may be a password in it.</summary>
    internal static string Masked(string text) => text.LastIndexOf('@') is > 0 and var at && text.IndexOf("://", StringComparison.Ordinal) is >= 0 and var scheme && scheme < at
        ? $"{text[..(scheme + 3)]}***{text[at..]}"
        : text;

    [GeneratedRegex(@"\A(?<scheme>[a-z]+://)(?<user>[^/]*)@(?<rest>.*)\z", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.Singleline | RegexOptions.NonBacktracking)]
    private static partial Regex UserInfo();
}
