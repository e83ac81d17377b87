using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using PromptWatcher.AspNetCore.Sockets;

namespace PromptWatcher.AspNetCore.Tests.Docs;

/// <summary>Who writes a client by <c>docs/web.md</c> finds every problem and every close code there, and none that never comes.</summary>
public sealed partial class WebTableTests
{
    private static readonly string[] Page = File.ReadAllLines(Path.Combine(SourceTree.Root, "docs/web.md"));

    [Fact]
    public void Problems_OfTheTable_AreThoseOfTheCode()
    {
        IEnumerable<string> written = FirstCells("| name | status |").SelectMany(cell => Quoted().Matches(cell)).Select(match => match.Groups[1].Value);

        IEnumerable<string> told = Directory.EnumerateFiles(Path.Combine(SourceTree.Root, "src/PromptWatcher.AspNetCore"), "*.cs", SearchOption.AllDirectories)
            .SelectMany(file => Problem().Matches(File.ReadAllText(file)))
            .Select(match => match.Groups["what"] is { Success: true } what ? $"too-many-{what.Value}" : match.Groups["name"].Value);

        Assert.Equal(told.Distinct().Order(StringComparer.Ordinal), written.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void CloseCodes_OfTheCode_AreInTheTable()
    {
        IEnumerable<int> written = FirstCells("| close code |").SelectMany(cell => Number().Matches(cell)).Select(match => int.Parse(match.Value, CultureInfo.InvariantCulture));

        IEnumerable<int> sent = typeof(SocketClose).GetFields(BindingFlags.Static | BindingFlags.NonPublic).Select(field => field.GetValue(null)).OfType<SocketClose>().Select(close => close.Code);

        // 1002 and 1007 are the framework's own.
        Assert.Equal(sent.Append(1002).Append(1007).Distinct().Order(), written.Distinct().Order());
    }

    private static IEnumerable<string> FirstCells(string head) => Page
        .SkipWhile(line => !line.StartsWith(head, StringComparison.Ordinal)).Skip(2).TakeWhile(line => line.StartsWith('|')).Select(line => line.Split('|')[1]);

    [GeneratedRegex("`([a-z-]+)`")]
    private static partial Regex Quoted();

    [GeneratedRegex(@"\d+")]
    private static partial Regex Number();

    /// <summary>The name as the code gives it: after a status, to <c>TooMany</c>, or to the guard's <c>Refused</c>.</summary>
    [GeneratedRegex(@"(?:StatusCodes\.Status4\d\d\w+,|Refused\()\s*""(?<name>[a-z-]+)""|TooMany\(""(?<what>[a-z]+)""")]
    private static partial Regex Problem();
}
